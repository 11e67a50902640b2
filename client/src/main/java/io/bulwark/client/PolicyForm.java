package io.bulwark.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Policy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A policy as people write it: a JSON object with any of the members of {@link Policy}; what is left out asks for nothing. A member that is not known is refused
 * by name: a policy with a slip of the pen must not pass for one that asks for nothing.
 */
public final class PolicyForm {
    private static final Set<String> MEMBERS =
            Set.of("allowed", "denied", "leastJurisdictions", "leastOperators", "greatestSharePercent");
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PolicyForm() {}

    /**
     * From the text of a file.
     *
     * @throws MalformedMessageException if it is not of this form, or nobody could ever do what it asks
     */
    public static Policy parse(String json) {
        try {
            return read(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException("expected a policy as JSON: " + e.getOriginalMessage());
        }
    }

    /**
     * From JSON that has been read.
     *
     * @throws MalformedMessageException if it is not of this form, or nobody could ever do what it asks
     */
    public static Policy read(JsonNode policy) {
        require(policy.isObject(), "a policy as an object", policy);
        for (var member : policy.properties()) {
            require(
                    MEMBERS.contains(member.getKey()),
                    "members " + new TreeSet<>(MEMBERS) + " of a policy",
                    member.getKey());
        }
        return new Policy(
                places(policy, "allowed"),
                places(policy, "denied"),
                number(policy, "leastJurisdictions", Policy.NONE.leastJurisdictions()),
                number(policy, "leastOperators", Policy.NONE.leastOperators()),
                number(policy, "greatestSharePercent", Policy.NONE.greatestSharePercent()));
    }

    private static Set<Jurisdiction> places(JsonNode policy, String name) {
        Set<Jurisdiction> places = new LinkedHashSet<>();
        JsonNode list = policy.path(name);
        if (list.isMissingNode()) {
            return places;
        }
        require(
                list.isArray() && list.size() <= Limits.JURISDICTIONS,
                name + ": a list of at most " + Limits.JURISDICTIONS + " jurisdictions",
                list);
        for (JsonNode place : list) {
            require(place.isTextual(), name + ": jurisdictions as strings", place);
            places.add(new Jurisdiction(place.textValue()));
        }
        return places;
    }

    private static int number(JsonNode policy, String name, int otherwise) {
        JsonNode value = policy.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        require(value.isInt(), name + ": a whole number", value);
        return value.intValue();
    }

    private static void require(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new MalformedMessageException("expected " + expected + ", got " + got);
        }
    }
}
