package galatea.data.scenes;

/** A painted shape of one class; a scene is a stack of these, from back to front. */
record Element(SceneClass sceneClass, Shape shape, Paint paint, Shape.Box bounds) {

    Element(SceneClass sceneClass, Shape shape, Paint paint) {
        this(sceneClass, shape, paint, shape.bounds());
    }

    Element(SceneClass sceneClass, Shape shape, int color) {
        this(sceneClass, shape, new Paint.Flat(color));
    }
}
