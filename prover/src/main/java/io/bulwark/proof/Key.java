package io.bulwark.proof;

import io.bulwark.air.Layout;
import io.bulwark.air.LayoutParameters;
import io.bulwark.air.Machine;
import io.bulwark.air.Shape;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2RowHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Enough to verify: a machine, the parameters that the caller accepts, and the commitments to the preprocessed columns of each shape. Immutable.
 */
public final class Key {
    private final Machine machine;
    private final SecurityParameters parameters;
    private final List<Optional<Preprocessed>> preprocessed;
    private final List<Layout> layouts;
    private final int[] machineDigest;

    /**
     * A key whose preprocessed commitments come from elsewhere; that their rows keep the machine's rules is their maker's to see to.
     *
     * @param preprocessed one for each shape; empty for a shape whose proofs this key refuses
     * @throws ParameterException if the parameters do not fit a shape
     * @throws IllegalArgumentException unless there is one commitment, or its absence, for each shape
     */
    public Key(Machine machine, SecurityParameters parameters, List<Optional<Preprocessed>> preprocessed) {
        if (preprocessed.size() != machine.shapes().size()) {
            throw new IllegalArgumentException("expected "
                    + machine.shapes().size() + " preprocessed commitments, one for each shape, got "
                    + preprocessed.size());
        }
        this.machine = machine;
        this.parameters = parameters;
        this.preprocessed = List.copyOf(preprocessed);
        this.layouts = layouts(machine, parameters);
        this.machineDigest = digest(machine);
    }

    /** The key of a machine without preprocessed columns. */
    public static Key withoutPreprocessed(Machine machine, SecurityParameters parameters) {
        return new Key(
                machine,
                parameters,
                machine.shapes().stream()
                        .map(s -> Optional.of(Preprocessed.none()))
                        .toList());
    }

    public Machine machine() {
        return machine;
    }

    public SecurityParameters parameters() {
        return parameters;
    }

    /** Of a shape below the machine's number of shapes. */
    public Optional<Preprocessed> preprocessed(int shapeIndex) {
        return preprocessed.get(shapeIndex);
    }

    /** Of a shape below the machine's number of shapes. */
    public Layout layout(int shapeIndex) {
        return layouts.get(shapeIndex);
    }

    /** Row hash of the machine's canonical list, in Montgomery form. */
    public int[] machineDigest() {
        return machineDigest.clone();
    }

    /** The sizes that a shape's soundness depends on. */
    public ProofDimensions dimensions(int shapeIndex) {
        Layout layout = layout(shapeIndex);
        return new ProofDimensions(
                layout.logStack(),
                layout.logLeaves(),
                machine.publicContributions().interactions().size(),
                layout.maxLogHeight(),
                machine.constraintCount(layout.shape()),
                layout.columns().size(),
                layout.logWidth());
    }

    /** Proven bits of a proof of this shape, round by round. */
    public SecurityCalculator.Report security(int shapeIndex) {
        return SecurityCalculator.report(parameters, dimensions(shapeIndex));
    }

    private static List<Layout> layouts(Machine machine, SecurityParameters parameters) {
        LayoutParameters lengths = new LayoutParameters(
                parameters.logBlowup(), parameters.queries(), parameters.logFinal(), parameters.capHeight());
        List<Layout> layouts = new ArrayList<>();
        for (Shape shape : machine.shapes()) {
            parameters.check(shape.logStack());
            layouts.add(new Layout(machine, layouts.size(), lengths));
        }
        return layouts;
    }

    private static int[] digest(Machine machine) {
        return new Poseidon2RowHash()
                .hash(Arrays.stream(machine.canonicalList())
                        .map(KoalaBear::fromCanonical)
                        .toArray());
    }
}
