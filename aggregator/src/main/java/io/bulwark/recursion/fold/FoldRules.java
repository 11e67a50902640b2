package io.bulwark.recursion.fold;

import io.bulwark.backend.Backend;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.recursion.fold.FoldCircuit.Bundle;
import io.bulwark.recursion.fold.FoldCircuit.Finish;
import io.bulwark.recursion.fold.FoldCircuit.Join;
import io.bulwark.recursion.fold.FoldCircuit.Lift;
import io.bulwark.riscv.segment.JoinRules;
import io.bulwark.riscv.segment.JoinRules.Claim;
import java.util.ArrayList;
import java.util.List;

/**
 * What each circuit demands of its hints and makes public, written once over any backend: one that records gives the circuit, one that computes says beforehand whether a
 * witness exists, and which public values it has.
 *
 * @param <F> an element of F
 * @param <K> an element of K
 * @param <V> a sequence of elements of F
 * @param <B> a bit
 */
final class FoldRules<F, K, V, B> {
    private final Backend<F, K, V, B> backend;
    private final FoldSystem system;
    private final ChildRules<F, K, V, B> children;

    FoldRules(Backend<F, K, V, B> backend, FoldSystem system) {
        this.backend = backend;
        this.system = system;
        this.children = new ChildRules<>(backend, system);
    }

    /** How many hints a circuit has. */
    static int hints(FoldSystem system, FoldCircuit circuit) {
        return switch (circuit) {
            case Lift lift -> LiftRules.hints(system, lift.shape());
            case Join join ->
                join.shapes().stream()
                        .mapToInt(shape -> ChildRules.hints(system.layout(CircuitKind.JOIN, shape)))
                        .sum();
            case Finish finish ->
                ChildRules.hints(system.layout(CircuitKind.JOIN, finish.shape())) + FinishRules.HINTS;
            case Bundle bundle ->
                bundle.children() * ChildRules.hints(system.layout(CircuitKind.FINISH, FoldSystem.FINISHED));
        };
    }

    /**
     * The public values; refuses, through the backend, hints that are not as they must be.
     *
     * @param hints as many elements as {@link #hints(FoldSystem, FoldCircuit)} says
     */
    List<F> values(FoldCircuit circuit, V hints) {
        HintReader<V> reader = new HintReader<>(backend, hints);
        List<F> values = new ArrayList<>();
        values.add(backend.base().constant(KoalaBear.fromCanonical(circuit.kind().number())));
        switch (circuit) {
            case Lift lift -> new LiftRules<>(backend, system)
                    .values(reader, lift.shape())
                    .forEach(part -> values.addAll(elements(part)));
            case Join join -> join(reader, join.shapes(), values);
            case Finish finish -> {
                V child = children.lifted(reader, finish.shape());
                List<V> parts = new FinishRules<>(backend).values(reader, child);
                parts.forEach(part -> values.addAll(elements(part)));
                end(values, child);
            }
            case Bundle bundle -> bundle(reader, bundle.children(), values);
        }
        if (!reader.isAtEnd() || values.size() != FoldValues.COUNT) {
            throw new IllegalStateException("expected all hints taken and " + FoldValues.COUNT + " values, got "
                    + values.size() + " values of " + circuit);
        }
        return values;
    }

    private void join(HintReader<V> reader, List<Integer> shapes, List<F> values) {
        List<V> parts = shapes.stream().map(shape -> children.lifted(reader, shape)).toList();
        JoinRules<F, K, V, B> rules = new JoinRules<>(backend);
        Claim<F> claim = claim(parts.getFirst());
        for (V next : parts.subList(1, parts.size())) {
            claim = rules.join(claim, claim(next));
        }
        sameAllowed(parts);
        values.addAll(claim.program());
        values.addAll(claim.values());
        end(values, parts.getFirst());
    }

    private Claim<F> claim(V values) {
        return new Claim<>(
                elements(backend.slice(values, FoldValues.PROGRAM, FoldValues.SEGMENT)),
                elements(backend.slice(values, FoldValues.SEGMENT, FoldValues.ALLOWED)));
    }

    private void bundle(HintReader<V> reader, int n, List<F> values) {
        List<V> runs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            runs.add(children.finished(reader));
        }
        sameAllowed(runs);
        values.add(backend.base().constant(KoalaBear.fromCanonical(n)));
        values.addAll(elements(new ClaimTreeRules<>(backend).root(runs)));
        end(values, runs.getFirst());
    }

    /** All children are of circuits under one root, which goes on upwards until someone compares it with a constant. */
    private void sameAllowed(List<V> parts) {
        V first = backend.slice(parts.getFirst(), FoldValues.ALLOWED, FoldValues.COUNT);
        for (V next : parts.subList(1, parts.size())) {
            backend.assertSame(
                    first, backend.slice(next, FoldValues.ALLOWED, FoldValues.COUNT), Reason.FOLD_ALLOWED_ROOT);
        }
    }

    private void end(List<F> values, V child) {
        while (values.size() < FoldValues.ALLOWED) {
            values.add(backend.base().constant(KoalaBear.ZERO));
        }
        values.addAll(elements(backend.slice(child, FoldValues.ALLOWED, FoldValues.COUNT)));
    }

    private List<F> elements(V sequence) {
        List<F> elements = new ArrayList<>();
        for (int i = 0; i < backend.length(sequence); i++) {
            elements.add(backend.element(sequence, i));
        }
        return elements;
    }
}
