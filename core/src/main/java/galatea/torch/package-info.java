/** Everything awkward about JavaCPP and libtorch, and nothing else. */
@NullMarked
package galatea.torch;

import org.jspecify.annotations.NullMarked;
