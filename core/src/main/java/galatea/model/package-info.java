/** Generators and discriminators behind common types. */
@NullMarked
package galatea.model;

import org.jspecify.annotations.NullMarked;
