/** The style-based generator and its discriminator (Karras et al. 2018, arXiv 1812.04948). */
@NullMarked
package galatea.model.style;

import org.jspecify.annotations.NullMarked;
