package galatea.train;

/** Training configurations as JSON, the text of {@code training_options.json}. */
public final class TrainingConfigs {
    private TrainingConfigs() {}

    /** What stands beside the network: Jackson binds it as it is. */
    private record Course(
            Objective objective,
            Schedule schedule,
            double beta1,
            double beta2,
            double emaKimg,
            Augmentation augmentation,
            boolean mirror,
            double totalKimg,
            long seed) {}

    /** The configuration as an indented JSON object. */
    public static String toJson(TrainingConfig config) {
        Course course =
                new Course(
                        config.objective(),
                        config.schedule(),
                        config.beta1(),
                        config.beta2(),
                        config.emaKimg(),
                        config.augmentation(),
                        config.mirror(),
                        config.totalKimg(),
                        config.seed());
        return ConfigJson.write(config.network(), course);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException naming the field that is missing, unknown or out of range
     */
    public static TrainingConfig fromJson(String text) {
        return ConfigJson.read(
                text,
                Course.class,
                (network, c) ->
                        new TrainingConfig(
                                network,
                                c.objective,
                                c.schedule,
                                c.beta1,
                                c.beta2,
                                c.emaKimg,
                                c.augmentation,
                                c.mirror,
                                c.totalKimg,
                                c.seed));
    }
}
