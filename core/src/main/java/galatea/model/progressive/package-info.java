/** The Progressive GAN (Karras et al. 2017, arXiv 1710.10196), which GAN dissection studied. */
@NullMarked
package galatea.model.progressive;

import org.jspecify.annotations.NullMarked;
