/** Networks that other programs saved, in the layouts of this library. */
@NullMarked
package galatea.model.imports;

import org.jspecify.annotations.NullMarked;
