package io.bulwark.cluster.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Holds JSON against what {@code openapi.json} says of it, as far as that file uses JSON Schema; a keyword that is not known here is a fault, too. */
record JsonSchemaCheck(JsonNode document) {
    private static final List<String> KNOWN = List.of(
            "$ref",
            "type",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "pattern",
            "minimum",
            "maximum",
            "description",
            "default",
            "format");

    /** What is wrong; empty if nothing is. */
    List<String> faults(JsonNode schema, JsonNode value) {
        List<String> faults = new ArrayList<>();
        check(schema, value, "$", faults);
        return faults;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> faults) {
        if (schema.has("$ref")) {
            check(document.at(schema.get("$ref").asText().substring(1)), value, at, faults);
            return;
        }
        schema.fieldNames()
                .forEachRemaining(keyword -> require(KNOWN.contains(keyword), at, "schema's " + keyword, faults));
        if (schema.has("type")) {
            require(
                    isOf(value, schema.get("type").asText()),
                    at,
                    "type " + schema.get("type") + ", got " + value,
                    faults);
        }
        if (schema.has("const")) {
            require(schema.get("const").equals(value), at, "const", faults);
        }
        if (schema.has("enum")) {
            boolean named = StreamSupport.stream(schema.get("enum").spliterator(), false)
                    .anyMatch(value::equals);
            require(named, at, "one of " + schema.get("enum") + ", got " + value, faults);
        }
        if (schema.has("pattern")) {
            require(value.asText().matches(schema.get("pattern").asText()), at, "pattern, got " + value, faults);
        }
        if (schema.has("minimum")) {
            require(value.asDouble() >= schema.get("minimum").asDouble(), at, "minimum, got " + value, faults);
        }
        schema.path("required").forEach(name -> require(value.has(name.asText()), at, name + " is missing", faults));
        value.properties().forEach(member -> {
            JsonNode of = schema.path("properties").path(member.getKey());
            if (!of.isMissingNode()) {
                check(of, member.getValue(), at + "." + member.getKey(), faults);
            } else if (schema.has("properties")) {
                faults.add(at + "." + member.getKey() + " is not documented");
            }
        });
        if (schema.has("items")) {
            value.forEach(item -> check(schema.get("items"), item, at + "[]", faults));
        }
    }

    private static boolean isOf(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
    }

    private static void require(boolean holds, String at, String what, List<String> faults) {
        if (!holds) {
            faults.add(at + ": " + what);
        }
    }
}
