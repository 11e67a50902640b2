package io.bulwark.air;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulwark.air.MachineException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** A place in a JSON file that knows its path, so that every refusal can say where. Each reader throws a {@link MachineException} of kind FILE. */
record JsonCursor(JsonNode node, String path) {
    /** Demands an object of exactly these fields: one that nobody reads might be meant to change the meaning. */
    JsonCursor fields(String... names) {
        Set<String> wanted = new TreeSet<>(List.of(names));
        Set<String> got = new TreeSet<>();
        node.fieldNames().forEachRemaining(got::add);
        if (!node.isObject() || !got.equals(wanted)) {
            throw refusal("an object of " + wanted, node.isObject() ? got : "no object");
        }
        return this;
    }

    boolean has(String field) {
        return node.has(field);
    }

    JsonCursor at(String field) {
        return new JsonCursor(node.get(field), path + "." + field);
    }

    List<JsonCursor> elements() {
        if (!node.isArray()) {
            throw refusal("a list", node.getNodeType());
        }
        List<JsonCursor> out = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            out.add(new JsonCursor(node.get(i), path + "[" + i + "]"));
        }
        return out;
    }

    /** A list of exactly so many entries. */
    List<JsonCursor> elements(int count) {
        List<JsonCursor> out = elements();
        if (out.size() != count) {
            throw refusal(count + " entries", out.size());
        }
        return out;
    }

    /** A number that fits an {@code int}; its range is for the machine's rules to judge. */
    int integer() {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw refusal("a whole number below 2^31", node.isNumber() ? "another number" : node.getNodeType());
        }
        return node.intValue();
    }

    OptionalInt integerOrNull() {
        return node.isNull() ? OptionalInt.empty() : OptionalInt.of(integer());
    }

    List<Integer> integers() {
        return elements().stream().map(JsonCursor::integer).toList();
    }

    boolean bool() {
        if (!node.isBoolean()) {
            throw refusal("true or false", node.getNodeType());
        }
        return node.booleanValue();
    }

    String text() {
        if (!node.isTextual()) {
            throw refusal("a text", node.getNodeType());
        }
        return node.textValue();
    }

    MachineException refusal(Object expected, Object got) {
        return new MachineException(Kind.FILE, expected + " at " + path, got);
    }
}
