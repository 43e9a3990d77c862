package galatea.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import galatea.image.BufferedImages;
import galatea.image.Picture;
import galatea.model.Layer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DissectionPageTest {
    private static final String EVIL = "</script><script>alert('1')</script>\"%s<!--";
    private static final int SIDE = 8;

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private String html = "";

    /** Two layers; the first unit of the first is active in the left half of its pictures. */
    @BeforeEach
    void write() throws IOException {
        long left = 0x0f0f0f0f0f0f0f0fL;
        Dissection.Findings findings =
                new Dissection.Findings(
                        Reports.report(
                                List.of("sky", EVIL),
                                Reports.layer(
                                        "8x8/Conv",
                                        Reports.unit(0, "sky", 0.3, 5, 2),
                                        Reports.unit(1, EVIL, 0.04, 2, 5)),
                                Reports.layer(EVIL, Reports.unit(0, null, 0, 5, 5))),
                        Map.of(
                                2, Picture.filled(SIDE, SIDE, 3, 0x0000ff),
                                5, Picture.filled(SIDE, SIDE, 3, 0xc86400)),
                        List.of(
                                Map.of(5, new long[] {left}, 2, new long[] {left}),
                                Map.of(5, new long[] {0}, 2, new long[] {0}),
                                Map.of()),
                        SIDE);
        DissectionPage.write(findings, files::put);
        byte[] page = Objects.requireNonNull(files.get(DissectionPage.FILE));
        html = new String(page, StandardCharsets.UTF_8);
    }

    @Test
    void writesWhatItAnnounced() {
        List<Layer> layers = List.of(new Layer(0, "8x8/Conv", 2, 8), new Layer(1, EVIL, 1, 8));
        assertThat(DissectionPage.files(layers))
                .containsExactlyInAnyOrderElementsOf(files.keySet())
                .allMatch(name -> name.matches("[\\w./-]+"))
                .contains("units/8x8-Conv/0001.png");
        assertThat(new ArrayList<>(files.keySet())).last().isEqualTo("index.html");
    }

    @Test
    void foldersOfUnlikeLayersAreUnlike() {
        assertThat(UnitStrips.folders(List.of("a/b", "A?b", "..", "a-b")))
                .containsExactly("units/a-b", "units/A-b-2", "units/-", "units/a-b-3");
    }

    @Test
    void stripsShowWhereUnitsAreActive() throws IOException {
        Picture strip = strip("units/8x8-Conv/0000.png");
        assertThat(strip.width()).isEqualTo(2 * (96 + 2) + 2);
        assertThat(strip.height()).isEqualTo(96 + 4);
        assertThat(rgb(strip, 2 + 24)).isEqualTo(0xc86400); // picture 5, lit
        assertThat(rgb(strip, 2 + 72)).isEqualTo(0x502800);
        assertThat(rgb(strip, 100 + 24)).isEqualTo(0x0000ff); // picture 2
        assertThat(rgb(strip, 100 + 72)).isEqualTo(0x000066);
        assertThat(rgb(strip, 1)).isEqualTo(0x808080);
        Picture inactive = strip("units/8x8-Conv/0001.png");
        assertThat(rgb(inactive, 2 + 24)).isEqualTo(0x000066);
        Picture unlabelled = strip("units/-script-script-alert-1-script-s-/0000.png");
        assertThat(rgb(unlabelled, 2 + 72)).isEqualTo(0xc86400);
    }

    private Picture strip(String name) throws IOException {
        byte[] png = Objects.requireNonNull(files.get(name), name);
        return BufferedImages.toPicture(ImageIO.read(new ByteArrayInputStream(png)));
    }

    private static int rgb(Picture picture, int x) {
        return picture.sample(x, 50, 0) << 16
                | picture.sample(x, 50, 1) << 8
                | picture.sample(x, 50, 2);
    }

    @Test
    void tellsTheNumbersOfEveryUnit() {
        assertThat(html)
                .contains("1 of 3 units in 2 layers")
                .contains("IoU above 0.05, IQR above 0.01, q at most 0.05")
                .contains("8x8/Conv:0</span>", "IoU 0.30 (0.29 to 0.32)")
                .contains("IQR 0.2 · lift 3.5 · q 0.002 · threshold 1.5 (12.5 % of pixels)")
                .contains("<li class=\"unit not\" id=\"u0-1\">", "· not interpretable")
                .contains("agrees with no class at any level")
                .contains("<span class=\"count\">1 of 2 units</span>", ">sky 1</span>")
                .contains("<img src=\"units/8x8-Conv/0000.png\" loading=\"lazy\"")
                .contains("alt=\"The pictures of its strongest activations: 5, 2\"");
    }

    @Test
    void nothingBecomesMarkup() {
        assertThat(html).doesNotContain(EVIL).doesNotContain("<script>alert");
        assertThat(html.split("<script", -1)).hasSize(1 + 2);
        assertThat(html.split("</script", -1)).hasSize(1 + 2);
        JsonNode data = data();
        assertThat(data.get("classes").get(1).asString()).isEqualTo(EVIL);
        assertThat(data.get("units")).hasSize(3);
        assertThat(data.get("units").get(0).get("ious").get(1).asDouble()).isEqualTo(0.0123);
        assertThat(data.get("units").get(1).get("label").asInt()).isEqualTo(1);
        assertThat(data.get("units").get(2).get("label").asInt()).isEqualTo(-1);
    }

    private JsonNode data() {
        Matcher data = Pattern.compile("id=\"data\">(.*)</script>").matcher(html);
        assertThat(data.find()).isTrue();
        return new JsonMapper().readTree(data.group(1));
    }

    @Test
    void needsNoNetworkAndNoScript() {
        assertThat(html).doesNotContain("http:", "https:", "@import", "url(");
        assertThat(html).contains("<form id=\"choose\" hidden>"); // until the script shows it
    }

    @Test
    void everyElementIsClosed() {
        List<String> open = new ArrayList<>();
        String body = html.substring(html.indexOf("<html"), html.indexOf("<script type"));
        Matcher tags = Pattern.compile("<(/?)([a-z][a-z0-9]*)").matcher(body);
        while (tags.find()) {
            if (!tags.group(1).isEmpty()) {
                assertThat(open.remove(open.size() - 1)).isEqualTo(tags.group(2));
            } else if (!List.of("meta", "img", "input").contains(tags.group(2))) {
                open.add(tags.group(2));
            }
        }
        assertThat(open).containsExactly("html", "body");
    }
}
