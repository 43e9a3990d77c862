package galatea.data;

import galatea.image.Picture;

/** Scales a picture. */
@FunctionalInterface
interface Resize {
    /** The picture at another size, with the same channels. */
    Picture apply(Picture picture, int width, int height);
}
