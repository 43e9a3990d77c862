/** Reads pickles and torch files as data: nothing that a file names is ever loaded or run. */
@NullMarked
package galatea.format.pickle;

import org.jspecify.annotations.NullMarked;
