package galatea.dissect;

import galatea.format.AtomicFiles;
import galatea.format.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Dissections in files: {@code dissection.json} with everything, {@code units.csv} for tables. */
public final class DissectionFile {
    /** Name of the file with everything. */
    public static final String NAME = "dissection.json";

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();
    private static final String HEADINGS =
            "layer,unit,label,threshold,fraction,iou,iou_low,iou_high,iqr,agreement,lift,p,q,"
                    + "interpretable";

    private DissectionFile() {}

    /** Writes or replaces {@code dissection.json}. */
    public static void writeJson(Path file, DissectionReport report) throws IOException {
        AtomicFiles.writeString(file, MAPPER.writeValueAsString(report));
    }

    /**
     * Reads what {@link #writeJson} wrote; unknown fields are of later versions and are ignored.
     *
     * @throws FormatException if it is damaged, no dissection or of a later layout
     */
    public static DissectionReport read(Path file) throws IOException {
        try {
            DissectionReport report =
                    MAPPER.readValue(Files.readAllBytes(file), DissectionReport.class);
            if (report.version() != DissectionReport.VERSION) {
                throw new FormatException(
                        file.toString(),
                        "version must be %d: %d; read it with a newer Galatea"
                                .formatted(DissectionReport.VERSION, report.version()));
            }
            return report;
        } catch (JacksonException e) {
            throw new FormatException(
                    file.toString(), "is no dissection: " + e.getOriginalMessage(), e);
        }
    }

    /** Writes or replaces {@code comparison.json}. */
    public static void writeComparison(Path file, DissectionComparison comparison)
            throws IOException {
        AtomicFiles.writeString(file, MAPPER.writeValueAsString(comparison));
    }

    /** Writes or replaces a table with a line per unit. */
    public static void writeCsv(Path file, DissectionReport report) throws IOException {
        StringBuilder csv = new StringBuilder(HEADINGS).append('\n');
        for (LayerReport layer : report.layers()) {
            for (UnitReport unit : layer.units()) {
                csv.append(line(layer.name(), unit)).append('\n');
            }
        }
        AtomicFiles.writeString(file, csv.toString());
    }

    private static String line(String layer, UnitReport u) {
        List<Object> values =
                List.of(
                        quoted(layer),
                        u.unit(),
                        u.label() == null ? "" : quoted(u.label()),
                        u.threshold() == null ? "" : u.threshold(),
                        u.fraction() == null ? "" : u.fraction(),
                        u.iou(),
                        u.iouLow(),
                        u.iouHigh(),
                        u.iqr(),
                        u.agreement(),
                        u.lift(),
                        u.p(),
                        u.q(),
                        u.interpretable());
        return String.join(",", values.stream().map(DissectionFile::text).toList());
    }

    private static String text(Object value) {
        return value instanceof Double number
                ? String.format(Locale.ROOT, "%.6g", number)
                : value.toString();
    }

    /** A text as RFC 4180 wants it. */
    private static String quoted(String text) {
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
