package io.bulwark.cluster.cli;

import io.bulwark.cluster.certs.Authority;
import io.bulwark.cluster.certs.CertificateFiles;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Region;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * What an operator says of a node for which its authority issues a certificate.
 *
 * @param ca the authority's directory
 * @param jurisdiction where the node stands; may be left out if the operator runs nodes in one only
 * @param hosts names and addresses by which others reach it
 */
record NodePapers(Path ca, String node, String region, Optional<String> jurisdiction, List<String> hosts) {
    NodeIdentity issue(Instant from, Instant until) {
        Authority authority = CertificateFiles.authority(ca);
        if (until.isAfter(authority.certificate().until())) {
            throw new UsageException("the authority in " + ca + " is valid until "
                    + authority.certificate().until() + " only, not until " + until);
        }
        Member member =
                new Member(new NodeId(node), authority.certificate().operator(), standing(), new Region(region));
        return authority.issue(member, hosts, from, until);
    }

    private Jurisdiction standing() {
        if (jurisdiction.isPresent()) {
            return new Jurisdiction(jurisdiction.get());
        }
        NavigableSet<Jurisdiction> possible = CertificateFiles.jurisdictions(ca);
        if (possible.size() != 1) {
            throw new UsageException(
                    "the operator runs nodes in " + possible + "; say where this one stands: --jurisdiction");
        }
        return possible.first();
    }
}
