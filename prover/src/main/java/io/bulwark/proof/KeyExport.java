package io.bulwark.proof;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulwark.air.MachineExport;
import io.bulwark.field.KoalaBear;

/**
 * Writes keys as JSON, in the form of the reference specification ({@code ../shared/spec/README.md}): all that another implementation needs to verify
 * proofs, but for the public values and the proof itself. All numbers are canonical.
 */
public final class KeyExport {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private KeyExport() {}

    /**
     * Machine, machine digest, parameters, and for each shape root and cap of its preprocessed columns: nine zeros and an empty cap where it has none,
     * null where the key refuses the shape's proofs.
     */
    public static ObjectNode of(Key key) {
        ObjectNode out = JSON.objectNode();
        out.set("machine", MachineExport.of(key.machine()));
        out.set("machine_digest", numbers(key.machineDigest()));
        out.set("parameters", parameters(key.parameters()));
        ArrayNode preprocessed = out.putArray("preprocessed");
        for (int shape = 0; shape < key.machine().shapes().size(); shape++) {
            key.preprocessed(shape).ifPresentOrElse(p -> preprocessed.add(commitment(p)), preprocessed::addNull);
        }
        return out;
    }

    private static ObjectNode parameters(SecurityParameters parameters) {
        return JSON.objectNode()
                .put("log_blowup", parameters.logBlowup())
                .put("queries", parameters.queries())
                .put("work_bits", parameters.workBits())
                .put("log_final", parameters.logFinal())
                .put("cap_height", parameters.capHeight());
    }

    private static ObjectNode commitment(Preprocessed preprocessed) {
        ObjectNode out = JSON.objectNode();
        out.set("root", numbers(preprocessed.root()));
        out.set("cap", numbers(preprocessed.cap()));
        return out;
    }

    private static ArrayNode numbers(int[] elements) {
        ArrayNode out = JSON.arrayNode();
        for (int element : elements) {
            out.add(KoalaBear.toCanonical(element));
        }
        return out;
    }
}
