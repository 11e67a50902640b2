package io.bulwark.cluster.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.client.PolicyForm;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.api.JobRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the JSON of a job's request, strictly: a member that is not known or of the wrong type is refused by name, so that no wish is overlooked. */
final class JobRequestReader {
    /** No request has more bytes. */
    static final int LIMIT = 64 * 1024;

    private static final int DEPTH = 16;
    private static final int DIGITS = 20;
    private static final int GREATEST_PRIORITY = 10;
    private static final Set<String> MEMBERS = Set.of("workload", "program", "input", "security", "policy", "priority");
    private static final Set<String> BLOB = Set.of("id", "bytes");
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNumberLength(DIGITS)
                            .maxStringLength(LIMIT)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JobRequestReader() {}

    static JobRequest read(byte[] json) {
        JsonNode root = tree(json);
        members(root, "the request", MEMBERS);
        return new JobRequest(
                present(root, "workload").map(node -> text(node, "workload")),
                present(root, "program").map(node -> blob(node, "program")),
                blob(root.path("input"), "input"),
                present(root, "security").map(node -> text(node, "security")).orElse("128"),
                present(root, "policy").map(JobRequestReader::policy).orElse(Policy.NONE),
                present(root, "priority").map(JobRequestReader::priority).orElse(0));
    }

    /** A member that may be left out, or null. */
    private static Optional<JsonNode> present(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).filter(member -> !member.isNull());
    }

    private static JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "this is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "this is no JSON: " + e.getMessage());
        }
    }

    private static void members(JsonNode node, String name, Set<String> known) {
        expect(node.isObject(), name, "an object", node);
        for (var member : node.properties()) {
            if (!known.contains(member.getKey())) {
                throw wrong(name + " has a member \"" + member.getKey() + "\"; expected are " + new TreeSet<>(known));
            }
        }
    }

    private static Blob blob(JsonNode node, String name) {
        expect(!node.isMissingNode(), name, "an object with id and bytes", node);
        members(node, name, BLOB);
        JsonNode bytes = node.path("bytes");
        expect(bytes.isIntegralNumber() && bytes.canConvertToLong(), name + ".bytes", "a length in bytes", bytes);
        try {
            return new Blob(ArtifactId.parse(text(node.path("id"), name + ".id")), bytes.longValue());
        } catch (MalformedMessageException e) {
            throw wrong(name + ": " + e.getMessage());
        }
    }

    private static String text(JsonNode node, String name) {
        expect(node.isTextual(), name, "a string", node);
        return node.textValue();
    }

    private static int priority(JsonNode node) {
        boolean holds = node.isInt() && Math.abs(node.intValue()) <= GREATEST_PRIORITY;
        expect(holds, "priority", "a whole number from -10 to 10", node);
        return node.intValue();
    }

    private static Policy policy(JsonNode node) {
        try {
            return PolicyForm.read(node);
        } catch (MalformedMessageException e) {
            throw wrong("policy: " + e.getMessage());
        }
    }

    private static void expect(boolean holds, String name, String expected, JsonNode got) {
        if (!holds) {
            String text = got.isMissingNode() ? "nothing" : got.toString();
            throw wrong(name + ": expected " + expected + ", got "
                    + (text.length() > 80 ? text.substring(0, 80) + "..." : text));
        }
    }

    private static ProblemException wrong(String detail) {
        return new ProblemException(ProblemType.BAD_JOB, detail);
    }
}
