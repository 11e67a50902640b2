package io.bulwark.simulation.world;

import io.bulwark.aggregator.Width;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.Task;

/** Makes a node's proofs, or what it tells instead. */
final class Maker {
    private final World world;
    private final Node node;

    Maker(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    /** What the task asks for. */
    Fact truth(Statement statement, Task task) {
        Claim claim = statement.claim(task.name().span());
        Width width = task instanceof JoinTask join && join.inputs().size() > 2 ? Width.WIDE : Width.NARROW;
        ArtifactId proof = world.truth().make(new Truth.Proof(statement.id(), task.name(), claim, width, true));
        world.figures().made(statement, task, world.nominal(statement, task));
        return world.fact(node, task.id(), claim, proof);
    }

    /** What the node tells instead. */
    Fact lie(Statement statement, Task task) {
        Claim claim = statement.claim(task.name().span());
        Truth.Proof wrong = new Truth.Proof(statement.id(), task.name(), claim, Width.NARROW, false);
        world.figures().lied();
        return switch (node.lies()) {
            case WRONG_CLAIM -> {
                Claim other = new Claim(
                        claim.start(), statement.state(task.name().span().end() + 1));
                ArtifactId proof =
                        world.truth().make(new Truth.Proof(statement.id(), task.name(), other, Width.NARROW, true));
                yield world.fact(node, task.id(), other, proof);
            }
            case REPLAY -> {
                Claim other = Statement.of(statement.number() + 1_000_000, 1).claim(Span.of(0));
                ArtifactId proof =
                        world.truth().make(new Truth.Proof(statement.id(), task.name(), other, Width.NARROW, true));
                yield world.fact(node, task.id(), claim, proof);
            }
            default -> world.fact(node, task.id(), claim, world.truth().make(wrong));
        };
    }
}
