package galatea.report;

import org.jspecify.annotations.Nullable;

/**
 * A picture of a page.
 *
 * @param file relative to the page, with {@code /} between folders
 * @param width shown pixels, on a screen that has them, at least 1
 * @param height shown pixels, at least 1
 * @param pixelated whether single pixels stay visible where the picture is enlarged
 * @param alt what is to be seen, for those who cannot see it
 * @param caption what it tells
 * @param command the command line that makes it; null for none
 */
public record Figure(
        String file,
        int width,
        int height,
        boolean pixelated,
        String alt,
        String caption,
        @Nullable String command) {

    /** Checks the ranges and that the page can be moved together with the picture. */
    public Figure {
        if (file.isEmpty() || file.startsWith("/") || file.contains(":") || file.contains("\\")) {
            throw new IllegalArgumentException(
                    "file must be a path relative to the page: '%s'".formatted(file));
        }
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "width and height must be at least 1: %d x %d".formatted(width, height));
        }
        if (alt.isBlank()) {
            throw new IllegalArgumentException(
                    "alt must tell what is to be seen: '%s'".formatted(alt));
        }
    }
}
