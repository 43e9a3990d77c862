package galatea.evolve.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import galatea.evolve.race.RaceConfig.Budget;
import galatea.testing.OneThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneThread.class)
class RaceTest {

    @Test
    void everyMethodRunsWithEverySeed() throws IOException {
        List<RaceResult> results = run(Races.config(4, 2, Budget.GENERATIONS, "evolve", "hinge"));
        assertThat(results)
                .extracting(result -> result.racer() + " " + result.seed())
                .containsExactly("evolve 3", "evolve 4", "hinge 3", "hinge 4");
        assertThat(results).allMatch(result -> result.generations() == 4 && result.seconds() > 0);
    }

    @Test
    void seedsDiffer() throws IOException {
        List<RaceResult> results = run(Races.config(4, 2, Budget.GENERATIONS, "evolve"));
        assertThat(results.get(0).last()).isNotEqualTo(results.get(1).last());
    }

    @Test
    void jobsChangeNothing() throws IOException {
        RaceConfig config = Races.config(6, 2, Budget.GENERATIONS, "evolve", "random-selection");
        assertThat(withoutTimes(run(config, 2))).isEqualTo(withoutTimes(run(config, 1)));
    }

    @Test
    void companyChangesNothing() throws IOException {
        RaceConfig alone = Races.config(6, 1, Budget.GENERATIONS, "minimax");
        RaceConfig amongOthers =
                Races.config(6, 2, Budget.GENERATIONS, "evolve", "minimax", "heuristic");
        assertThat(withoutTimes(run(amongOthers, 2))).containsAll(withoutTimes(run(alone, 1)));
    }

    @Test
    void historyHasAtMostAHundredMeasuresAndEndsAtTheEnd() throws IOException {
        RaceResult longer = run(Races.config(120, 1, Budget.GENERATIONS, "minimax")).get(0);
        assertThat(longer.history())
                .extracting(RaceResult.Measure::generation)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 60).map(i -> 2 * i).boxed().toList());
        RaceResult uneven = run(Races.config(103, 1, Budget.GENERATIONS, "minimax")).get(0);
        assertThat(uneven.history())
                .hasSizeLessThanOrEqualTo(100)
                .last()
                .extracting(RaceResult.Measure::generation)
                .isEqualTo(103L);
    }

    @Test
    void survivorsAreShared() throws IOException {
        RaceResult result = run(Races.config(9, 1, Budget.GENERATIONS, "round-robin")).get(0);
        assertThat(result.survivorShare())
                .containsEntry("minimax", 1 / 3.0)
                .containsEntry("heuristic", 1 / 3.0)
                .containsEntry("least-squares", 1 / 3.0);
    }

    @Test
    void equalArithmeticGivesCheaperMethodsMoreGenerations() throws IOException {
        List<RaceResult> results = run(Races.config(6, 1, Budget.ARITHMETIC, "evolve", "minimax"));
        assertThat(results.get(0).generations()).isEqualTo(6);
        assertThat(results.get(1).generations()).isGreaterThan(12);
    }

    @Test
    void progressIsAllGenerations() throws IOException {
        Race race =
                new Race(Races.config(6, 2, Budget.ARITHMETIC, "evolve", "minimax"), Races.ring());
        AtomicLong bred = new AtomicLong();
        race.run(List.of(), 2, bred::addAndGet, () -> false, result -> {});
        assertThat(bred.get()).isEqualTo(race.generations(List.of()));
    }

    @Test
    void whatIsDoneIsNotRunAgain() throws IOException {
        RaceConfig config = Races.config(5, 2, Budget.GENERATIONS, "evolve", "minimax");
        List<RaceResult> all = run(config);
        List<RaceResult> done = List.of(all.get(0), all.get(3)); // evolve 3 and minimax 4
        Race race = new Race(config, Races.ring());
        assertThat(race.generations(done)).isEqualTo(10);
        List<RaceResult> rest = new ArrayList<>();
        race.run(done, 1, bred -> {}, () -> false, rest::add);
        assertThat(withoutTimes(rest))
                .containsExactlyInAnyOrder(withoutTime(all.get(1)), withoutTime(all.get(2)));
    }

    /** So that a race that is stopped has compared all methods on the first seeds. */
    @Test
    void seedGoesAfterSeed() throws IOException {
        List<Long> seeds = new ArrayList<>();
        new Race(Races.config(3, 2, Budget.GENERATIONS, "evolve", "minimax"), Races.ring())
                .run(List.of(), 1, bred -> {}, () -> false, result -> seeds.add(result.seed()));
        assertThat(seeds).containsExactly(3L, 3L, 4L, 4L);
    }

    @Test
    void stoppingKeepsWhatIsFinished() {
        RaceConfig config = Races.config(5, 3, Budget.GENERATIONS, "evolve", "minimax");
        List<RaceResult> finished = new ArrayList<>();
        AtomicInteger bred = new AtomicInteger();
        assertThatThrownBy(
                        () ->
                                new Race(config, Races.ring())
                                        .run(
                                                List.of(),
                                                1,
                                                count -> bred.incrementAndGet(),
                                                () -> bred.get() >= 12,
                                                finished::add))
                .isInstanceOf(CancellationException.class);
        assertThat(finished).hasSize(2);
        assertThat(bred.get()).isEqualTo(12);
    }

    /** A full disk, say: the slow one, of eight parents, is given up when the fast one is done. */
    @Test
    void aResultThatCannotBeKeptEndsTheRace() throws InterruptedException {
        List<Racer> racers =
                List.of(
                        Racer.of("evolve", Races.RULES, List.of(), List.of(8)).get(0),
                        Racer.of("minimax", Races.RULES, List.of(), List.of()).get(0));
        RaceConfig one = Races.config(100, 1, Budget.GENERATIONS, "evolve");
        Race race =
                new Race(new RaceConfig(one.base(), racers, 1, Budget.GENERATIONS), Races.ring());
        AtomicInteger bred = new AtomicInteger();
        assertThatThrownBy(
                        () ->
                                race.run(
                                        List.of(),
                                        2,
                                        count -> bred.incrementAndGet(),
                                        () -> false,
                                        new FullDisk()))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        int atTheEnd = bred.get();
        assertThat(atTheEnd).isLessThan(200);
        Thread.sleep(50);
        assertThat(bred.get()).isEqualTo(atTheEnd);
    }

    private static final class FullDisk implements Race.Finish {
        @Override
        public void reached(RaceResult result) throws IOException {
            throw new IOException("disk full");
        }
    }

    private static List<RaceResult> run(RaceConfig config) throws IOException {
        return run(config, 1);
    }

    /** By method, then by seed. */
    private static List<RaceResult> run(RaceConfig config, int jobs) throws IOException {
        List<RaceResult> results = new ArrayList<>();
        new Race(config, Races.ring()).run(List.of(), jobs, bred -> {}, () -> false, results::add);
        results.sort(Comparator.comparing(RaceResult::racer).thenComparingLong(RaceResult::seed));
        return results;
    }

    private static List<RaceResult> withoutTimes(List<RaceResult> results) {
        return results.stream().map(RaceTest::withoutTime).toList();
    }

    private static RaceResult withoutTime(RaceResult r) {
        return new RaceResult(
                r.racer(), r.seed(), r.generations(), 0, r.history(), r.survivorShare());
    }
}
