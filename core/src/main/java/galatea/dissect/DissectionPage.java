package galatea.dissect;

import galatea.model.Layer;
import galatea.report.HtmlPage;
import galatea.report.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A dissection to look at: a page with a card per unit that can be searched and sorted, and strips
 * of pictures beside it. It needs no network; without scripts it is a plain list.
 */
public final class DissectionPage {
    /** Name of the page. */
    public static final String FILE = "index.html";

    private static final String RESOURCES = "/galatea/report/dissection";

    private final DissectionReport report;
    private final UnitStrips strips;
    private final List<String> folders;

    private DissectionPage(Dissection.Findings findings) {
        report = findings.report();
        strips = new UnitStrips(findings);
        folders = UnitStrips.folders(report.layers().stream().map(LayerReport::name).toList());
    }

    /** Takes the files one by one. */
    @FunctionalInterface
    public interface Files {
        /**
         * Writes a file.
         *
         * @param name relative to the page, with {@code /} between folders
         */
        void write(String name, byte[] content) throws IOException;
    }

    /** All files that may be written for these layers. */
    public static List<String> files(List<Layer> layers) {
        List<String> folders = UnitStrips.folders(layers.stream().map(Layer::name).toList());
        List<String> files = new ArrayList<>(List.of(FILE));
        for (int i = 0; i < folders.size(); i++) {
            String folder = folders.get(i);
            IntStream.range(0, layers.get(i).channels())
                    .forEach(unit -> files.add(UnitStrips.file(folder, unit)));
        }
        return files;
    }

    /** Writes everything; the page comes last, so it never names a picture that is not there. */
    public static void write(Dissection.Findings findings, Files files) throws IOException {
        DissectionPage page = new DissectionPage(findings);
        page.writeStrips(files);
        files.write(FILE, page.html().getBytes(StandardCharsets.UTF_8));
    }

    private void writeStrips(Files files) throws IOException {
        int first = 0;
        for (int i = 0; i < folders.size(); i++) {
            List<UnitReport> units = report.layers().get(i).units();
            int before = first;
            List<byte[]> pngs =
                    IntStream.range(0, units.size())
                            .parallel()
                            .mapToObj(u -> strips.png(before + u, units.get(u)))
                            .toList();
            for (int u = 0; u < units.size(); u++) {
                if (pngs.get(u).length > 0) {
                    files.write(UnitStrips.file(folders.get(i), units.get(u).unit()), pngs.get(u));
                }
            }
            first += units.size();
        }
    }

    private String html() {
        int units = report.layers().stream().mapToInt(LayerReport::unitCount).sum();
        int good = report.layers().stream().mapToInt(LayerReport::interpretableUnits).sum();
        HtmlPage page =
                HtmlPage.titled(
                        "What the units of a generator stand for",
                        "%d of %d units in %d layers agree with a class of things"
                                .formatted(good, units, folders.size()));
        page.style(resource(".css")).facts(facts());
        page.add(DissectionWords.explanations(report));
        page.heading("Layers").add(new LayerBars(report).markup());
        page.heading("Units").add(UnitControls.markup(report));
        page.add(cards());
        page.footer("Made by Galatea. This page and its pictures need no network connection.");
        return page.script("data", PageData.json(report), resource(".js")).html();
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Network", report.network());
        facts.put("Segmenter", report.segmenter());
        facts.put("Drawing", report.drawing());
        facts.put("Pictures", Integer.toString(report.samples()));
        facts.put("Thresholds chosen on", report.searchSample());
        facts.put("Measured on", report.testSample());
        facts.put("Threshold rule", report.rule());
        facts.put("Interpretable", DissectionWords.interpretable(report));
        return facts;
    }

    private Markup cards() {
        List<Markup> cards = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            UnitCard card = new UnitCard(report, i, folders.get(i), strips);
            report.layers().get(i).units().forEach(unit -> cards.add(card.markup(unit)));
        }
        return Markup.of("<ol id=\"units\">\n%s</ol>\n", Markup.join(cards));
    }

    private static String resource(String ending) {
        try (InputStream in = DissectionPage.class.getResourceAsStream(RESOURCES + ending)) {
            if (in == null) {
                throw new IllegalStateException("resource must be there: " + RESOURCES + ending);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
