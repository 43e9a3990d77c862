/** The local web studio: HTTP and jobs over {@code core}; it never touches a tensor. */
@NullMarked
package galatea.studio;

import org.jspecify.annotations.NullMarked;
