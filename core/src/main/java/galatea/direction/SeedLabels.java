package galatea.direction;

import galatea.format.FormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What people or programs said of the pictures of seeds.
 *
 * @param seeds 0…2³²−1
 * @param values a number for each: 1 and 0 for yes and no, or any measure
 */
public record SeedLabels(List<Long> seeds, List<Double> values) {
    private static final int MOST = 1_000_000;
    private static final long MAX_SEED = 0xffffffffL;

    /** Copies the lists. */
    public SeedLabels {
        seeds = List.copyOf(seeds);
        values = List.copyOf(values);
        if (seeds.size() != values.size()) {
            throw new IllegalArgumentException(
                    "values must be as many as seeds, %d: %d"
                            .formatted(seeds.size(), values.size()));
        }
    }

    /**
     * Reads lines {@code seed,number}; a first line of words is skipped.
     *
     * @throws FormatException for any other line, or more than a million
     */
    public static SeedLabels read(Path file) throws IOException {
        List<Long> seeds = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                boolean head = number == 1 && !line.isEmpty() && Character.isLetter(line.charAt(0));
                if (!line.isBlank() && !head) {
                    requireRoom(file, seeds.size());
                    add(line, seeds, values, "%s: line %d".formatted(file, number));
                }
            }
        } catch (CharacterCodingException e) {
            throw new FormatException(file.toString(), "must be UTF-8", e);
        }
        return new SeedLabels(seeds, values);
    }

    private static void requireRoom(Path file, int size) throws FormatException {
        if (size >= MOST) {
            throw new FormatException(file.toString(), "labels must be at most " + MOST);
        }
    }

    private static void add(String line, List<Long> seeds, List<Double> values, String place)
            throws FormatException {
        String[] parts = line.split(",", -1);
        try {
            long seed = Long.parseLong(parts[0].strip());
            double value = parts.length == 2 ? Double.parseDouble(parts[1].strip()) : Double.NaN;
            if (seed >= 0 && seed <= MAX_SEED && Double.isFinite(value)) {
                seeds.add(seed);
                values.add(value);
                return;
            }
        } catch (NumberFormatException e) {
            throw new FormatException(place, "must be seed,number: " + shown(line), e);
        }
        throw new FormatException(place, "must be seed,number: " + shown(line));
    }

    private static String shown(String line) {
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
