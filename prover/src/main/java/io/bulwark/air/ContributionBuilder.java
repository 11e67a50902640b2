package io.bulwark.air;

import io.bulwark.air.Interaction.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What chips and public contributions have in common while they are written: a graph and interactions over it. */
public abstract sealed class ContributionBuilder permits ChipBuilder, PublicContributionsBuilder {
    final GraphBuilder graph = new GraphBuilder();
    final List<Interaction> interactions = new ArrayList<>();

    /** A constant, taken modulo p. */
    public final Expression constant(long value) {
        return Expression.constant(graph, value);
    }

    /** Puts the message on the bus, counted +. On a lookup bus this is the side that asks. */
    public final void send(Bus bus, Multiplicity multiplicity, Expression... message) {
        send(bus, multiplicity, List.of(message));
    }

    public final void send(Bus bus, Multiplicity multiplicity, List<Expression> message) {
        interact(bus, Sign.SEND, multiplicity, message);
    }

    /** Puts the message on the bus, counted -. On a lookup bus this is the side that answers. */
    public final void receive(Bus bus, Multiplicity multiplicity, Expression... message) {
        receive(bus, multiplicity, List.of(message));
    }

    public final void receive(Bus bus, Multiplicity multiplicity, List<Expression> message) {
        interact(bus, Sign.RECEIVE, multiplicity, message);
    }

    final List<Expression> leaves(Operation operation, int count) {
        List<Expression> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(Expression.leaf(graph, operation, i));
        }
        return leaves;
    }

    private void interact(Bus bus, Sign sign, Multiplicity multiplicity, List<Expression> message) {
        int value = multiplicity.value().numberIn(graph);
        List<Integer> entries = message.stream().map(e -> e.numberIn(graph)).toList();
        OptionalInt selector = multiplicity.selector().stream()
                .mapToInt(e -> e.numberIn(graph))
                .findFirst();
        interactions.add(new Interaction(bus.number(), sign, multiplicity.kind(), value, entries, selector));
    }
}
