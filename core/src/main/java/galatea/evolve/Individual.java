package galatea.evolve;

import galatea.model.Generator;
import galatea.model.Networks;
import galatea.torch.DType;
import galatea.train.Adam;

/** A generator with the memory of its optimiser. */
final class Individual implements AutoCloseable {
    private static final double EPSILON = 1e-8;

    private final Generator generator;
    private final Adam adam;

    /** A new one, initialised from a seed. Not inside a scope. */
    Individual(EvolutionConfig config, DType dtype, long seed) {
        this(config, Networks.generator(config.network(), dtype, seed));
    }

    private Individual(EvolutionConfig config, Generator generator) {
        this(generator, newAdam(config, generator));
    }

    /** Of parts that were made before; closes them in the end. */
    Individual(Generator generator, Adam adam) {
        this.generator = generator;
        this.adam = adam;
    }

    /** A further optimiser of this individual's size. */
    Adam newAdam(EvolutionConfig config) {
        return newAdam(config, generator);
    }

    private static Adam newAdam(EvolutionConfig config, Generator generator) {
        return new Adam(generator.parameters(), config.beta1(), config.beta2(), EPSILON);
    }

    Generator generator() {
        return generator;
    }

    Adam adam() {
        return adam;
    }

    /** Takes over another's numbers: one copy per buffer. */
    void become(Individual other) {
        generator.parameters().copyFrom(other.generator.parameters());
        adam.copyFrom(other.adam);
    }

    @Override
    public void close() {
        generator.close();
        adam.close();
    }
}
