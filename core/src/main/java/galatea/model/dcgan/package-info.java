/** Convolutional networks in the manner of DCGAN (Radford et al. 2015, arXiv 1511.06434). */
@NullMarked
package galatea.model.dcgan;

import org.jspecify.annotations.NullMarked;
