/** Networks of ONNX in this library's engine, so that gradients flow through them. */
@NullMarked
package galatea.segment.onnx;

import org.jspecify.annotations.NullMarked;
