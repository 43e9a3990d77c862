/** Image sources, decoding, caching and sampling. */
@NullMarked
package galatea.data;

import org.jspecify.annotations.NullMarked;
