package io.bulwark.air;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bulwark.air.ClosedColumn.Literal;
import io.bulwark.air.ClosedColumn.Term;
import io.bulwark.air.MachineException.Kind;
import java.util.List;

/**
 * Reads machines from JSON, in the form of the reference specification ({@code ../shared/spec/README.md}). Nodes keep their numbers, so the digest
 * is that of the file. {@link MachineExport} is the other direction.
 */
public final class MachineJson {
    /** Longest file that is read, in characters. */
    public static final int MAX_LENGTH = 1 << 28;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_LENGTH)
                            .maxNestingDepth(16)
                            .maxNumberLength(20)
                            .maxStringLength(1 << 10)
                            .maxNameLength(1 << 10)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private MachineJson() {}

    /**
     * The machine of a file that holds nothing else.
     *
     * @throws MachineException of kind FILE if it is not such a file, of another kind if the machine breaks a rule
     */
    public static Machine read(String text) {
        try {
            return read(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new MachineException(Kind.FILE, "JSON", e.getOriginalMessage());
        }
    }

    /** The machine that stands at this place of a file. */
    public static Machine read(JsonNode node) {
        JsonCursor file = new JsonCursor(node, "machine").fields("buses", "chips", "public", "shapes");
        return new Machine(
                file.at("buses").elements().stream().map(MachineJson::bus).toList(),
                file.at("chips").elements().stream().map(MachineJson::chip).toList(),
                file.at("shapes").elements().stream().map(MachineJson::shape).toList(),
                publicContributions(file.at("public")));
    }

    private static Bus bus(JsonCursor j) {
        j.fields("number", "arity", "state", "operation");
        return new Bus(
                j.at("number").integer(),
                j.at("arity").integer(),
                j.at("state").bool(),
                j.at("operation").integerOrNull());
    }

    private static Chip chip(JsonCursor j) {
        j.fields("name", "main", "prep", "closed_log_height", "closed", "nodes", "constraints", "interactions");
        return new Chip(
                j.at("name").text(),
                j.at("main").integer(),
                j.at("prep").integer(),
                j.at("closed_log_height").integer(),
                j.at("closed").elements().stream().map(MachineJson::closed).toList(),
                graph(j.at("nodes")),
                j.at("constraints").integers(),
                interactions(j.at("interactions")));
    }

    private static PublicContributions publicContributions(JsonCursor j) {
        j.fields("count", "nodes", "interactions");
        return new PublicContributions(
                j.at("count").integer(), graph(j.at("nodes")), interactions(j.at("interactions")));
    }

    private static ClosedColumn closed(JsonCursor j) {
        if (j.has("values")) {
            return new ClosedColumn.Values(j.fields("values").at("values").integers());
        }
        return new ClosedColumn.Terms(j.fields("terms").at("terms").elements().stream()
                .map(MachineJson::term)
                .toList());
    }

    private static Term term(JsonCursor j) {
        List<JsonCursor> pair = j.elements(2);
        return new Term(
                pair.get(0).integer(),
                pair.get(1).integers().stream().map(MachineJson::literal).toList());
    }

    private static Literal literal(int number) {
        return number >= 0 ? new Literal(number, false) : new Literal(-1 - number, true);
    }

    private static Graph graph(JsonCursor j) {
        GraphBuilder graph = new GraphBuilder();
        for (JsonCursor node : j.elements()) {
            List<JsonCursor> entries = node.elements();
            if (entries.isEmpty()) {
                throw node.refusal("an operation", "nothing");
            }
            Operation operation = operation(entries.getFirst());
            node.elements(operation.isLeaf() ? 2 : 3);
            graph.append(
                    operation,
                    entries.get(1).integer(),
                    operation.isLeaf() ? 0 : entries.get(2).integer());
        }
        return graph.build();
    }

    private static Operation operation(JsonCursor j) {
        String word = j.text();
        for (Operation o : Operation.values()) {
            if (o.word().equals(word)) {
                return o;
            }
        }
        throw j.refusal("an operation", word);
    }

    private static List<Interaction> interactions(JsonCursor j) {
        return j.elements().stream().map(MachineJson::interaction).toList();
    }

    private static Interaction interaction(JsonCursor j) {
        j.fields("bus", "sign", "kind", "multiplicity", "message", "selector");
        return new Interaction(
                j.at("bus").integer(),
                sign(j.at("sign")),
                kind(j.at("kind")),
                j.at("multiplicity").integer(),
                j.at("message").integers(),
                j.at("selector").integerOrNull());
    }

    private static Interaction.Sign sign(JsonCursor j) {
        String word = j.text();
        for (Interaction.Sign s : Interaction.Sign.values()) {
            if (s.word().equals(word)) {
                return s;
            }
        }
        throw j.refusal("send or receive", word);
    }

    private static Interaction.Kind kind(JsonCursor j) {
        String word = j.text();
        for (Interaction.Kind k : Interaction.Kind.values()) {
            if (k.word().equals(word)) {
                return k;
            }
        }
        throw j.refusal("flag, fixed or free", word);
    }

    private static Shape shape(JsonCursor j) {
        j.fields("log_stack", "pieces");
        return new Shape(
                j.at("pieces").elements().stream().map(MachineJson::piece).toList(),
                j.at("log_stack").integer());
    }

    private static Piece piece(JsonCursor j) {
        List<JsonCursor> pair = j.elements(2);
        return new Piece(pair.get(0).integer(), pair.get(1).integer());
    }
}
