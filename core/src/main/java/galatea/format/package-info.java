/** File formats: npy, safetensors, TensorBoard events. */
@NullMarked
package galatea.format;

import org.jspecify.annotations.NullMarked;
