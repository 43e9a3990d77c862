package galatea.data;

import java.util.List;

/** Label classes for tests. */
final class TestLabels {
    private TestLabels() {}

    /** Three classes, the first of which means unlabelled. */
    static LabelClasses classes() {
        return new LabelClasses(
                List.of("nothing", "sky", "grass"), List.of(0, 0x0000ff, 0x00ff00), 0);
    }
}
