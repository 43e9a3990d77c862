/** The command line: one thin class per verb; parse, call core, print. */
@NullMarked
package galatea.cli;

import org.jspecify.annotations.NullMarked;
