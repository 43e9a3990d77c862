/** Generators as graphs of ONNX, for other programs. */
@NullMarked
package galatea.model.onnx;

import org.jspecify.annotations.NullMarked;
