package io.bulwark.protocol.api;

import java.util.List;

/** Who is set aside in the gateway's region, and why. */
public record EvidenceList(List<EvidenceView> evidence) {
    public EvidenceList {
        evidence = List.copyOf(evidence);
    }
}
