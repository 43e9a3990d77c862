/** StyleGAN2 and its discriminator (Karras et al. 2019, arXiv 1912.04958), for use. */
@NullMarked
package galatea.model.style2;

import org.jspecify.annotations.NullMarked;
