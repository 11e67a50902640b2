package io.bulwark.air;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulwark.air.ClosedColumn.Literal;
import io.bulwark.air.ClosedColumn.Term;
import java.util.List;
import java.util.OptionalInt;

/** Writes machines as JSON, in the form of the reference specification ({@code ../shared/spec/README.md}), which {@link MachineJson} reads. */
public final class MachineExport {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MachineExport() {}

    /** The object that stands under {@code machine} in a file. Numbers are canonical. */
    public static ObjectNode of(Machine machine) {
        ObjectNode out = JSON.objectNode();
        ArrayNode buses = out.putArray("buses");
        machine.buses().forEach(b -> buses.add(bus(b)));
        ArrayNode chips = out.putArray("chips");
        machine.chips().forEach(c -> chips.add(chip(c)));
        PublicContributions ends = machine.publicContributions();
        ObjectNode publics = out.putObject("public").put("count", ends.count());
        publics.set("nodes", nodes(ends.graph()));
        publics.set("interactions", interactions(ends.interactions()));
        ArrayNode shapes = out.putArray("shapes");
        machine.shapes().forEach(s -> shapes.add(shape(s)));
        return out;
    }

    private static ObjectNode bus(Bus bus) {
        ObjectNode out = JSON.objectNode()
                .put("number", bus.number())
                .put("arity", bus.arity())
                .put("state", bus.state());
        putOrNull(out, "operation", bus.operation());
        return out;
    }

    private static ObjectNode chip(Chip chip) {
        ObjectNode out = JSON.objectNode()
                .put("name", chip.name())
                .put("main", chip.main())
                .put("prep", chip.prep())
                .put("closed_log_height", chip.closedLogHeight());
        ArrayNode closed = out.putArray("closed");
        chip.closed().forEach(c -> closed.add(closed(c)));
        out.set("nodes", nodes(chip.graph()));
        out.set("constraints", numbers(chip.constraints()));
        out.set("interactions", interactions(chip.interactions()));
        return out;
    }

    private static ObjectNode closed(ClosedColumn column) {
        ObjectNode out = JSON.objectNode();
        switch (column) {
            case ClosedColumn.Values v -> out.set("values", numbers(v.values()));
            case ClosedColumn.Terms t -> {
                ArrayNode terms = out.putArray("terms");
                for (Term term : t.terms()) {
                    List<Integer> literals =
                            term.literals().stream().map(MachineExport::literal).toList();
                    terms.addArray().add(term.weight()).add(numbers(literals));
                }
            }
        }
        return out;
    }

    private static int literal(Literal literal) {
        return literal.negated() ? -1 - literal.bit() : literal.bit();
    }

    private static ArrayNode nodes(Graph graph) {
        ArrayNode out = JSON.arrayNode();
        for (int n = 0; n < graph.size(); n++) {
            Operation operation = graph.operation(n);
            ArrayNode node = out.addArray().add(operation.word()).add(graph.a(n));
            if (!operation.isLeaf()) {
                node.add(graph.b(n));
            }
        }
        return out;
    }

    private static ArrayNode interactions(List<Interaction> interactions) {
        ArrayNode out = JSON.arrayNode();
        for (Interaction i : interactions) {
            ObjectNode node = out.addObject()
                    .put("bus", i.bus())
                    .put("sign", i.sign().word())
                    .put("kind", i.kind().word())
                    .put("multiplicity", i.multiplicity());
            node.set("message", numbers(i.message()));
            putOrNull(node, "selector", i.selector());
        }
        return out;
    }

    private static ObjectNode shape(Shape shape) {
        ObjectNode out = JSON.objectNode().put("log_stack", shape.logStack());
        ArrayNode pieces = out.putArray("pieces");
        shape.pieces().forEach(p -> pieces.add(numbers(List.of(p.chip(), p.logHeight()))));
        return out;
    }

    private static ArrayNode numbers(List<Integer> numbers) {
        ArrayNode out = JSON.arrayNode();
        numbers.forEach(out::add);
        return out;
    }

    private static void putOrNull(ObjectNode out, String field, OptionalInt number) {
        if (number.isPresent()) {
            out.put(field, number.getAsInt());
        } else {
            out.putNull(field);
        }
    }
}
