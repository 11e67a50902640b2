package io.bulwark.cluster.certs;

import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.ConsortiumChain;
import io.bulwark.protocol.identity.IdentityException;
import io.bulwark.protocol.identity.Operator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of the list of operators as operators pass it among themselves: the versions in force, and perhaps the next one, which is being signed. Nodes take the
 * file only once the next one has signatures enough.
 *
 * @param chain the versions in force; none before the first is signed by all of its operators
 * @param proposal the version that is being signed
 */
public record ConsortiumFile(Optional<ConsortiumChain> chain, Optional<Consortium> proposal) {
    /** The file; {@link CertsException} if it is no such file. */
    public static ConsortiumFile read(Path file) {
        try {
            List<Consortium> versions =
                    ConsortiumChain.versionsIn(CertificateFiles.read(file, ConsortiumChain.CHARACTERS));
            if (versions.isEmpty()) {
                throw new CertsException(file + " has no list of operators");
            }
            try {
                return new ConsortiumFile(Optional.of(new ConsortiumChain(versions)), Optional.empty());
            } catch (IdentityException e) {
                if (e.reason() != IdentityException.Reason.UNSIGNED_LIST) {
                    throw e;
                }
                List<Consortium> signed = versions.subList(0, versions.size() - 1);
                Optional<ConsortiumChain> before =
                        signed.isEmpty() ? Optional.empty() : Optional.of(new ConsortiumChain(signed));
                return new ConsortiumFile(before, Optional.of(versions.getLast()));
            }
        } catch (IdentityException e) {
            throw new CertsException(file + ": " + e.getMessage(), e);
        }
    }

    /** The first version of a list, to be signed by all of these. */
    public static ConsortiumFile founding(List<Operator> operators) {
        return new ConsortiumFile(Optional.empty(), Optional.of(Consortium.founding(operators)));
    }

    /** The list in force with another one proposed to follow it; the proposal that there was is forgotten. */
    public ConsortiumFile proposing(List<Operator> next) {
        return new ConsortiumFile(chain, Optional.of(inForce().newest().successor(next)));
    }

    /** The versions in force; {@link CertsException} if there is none yet. */
    public ConsortiumChain inForce() {
        return chain.orElseThrow(() ->
                new CertsException("no list is in force yet: the first one has to be signed by all of its operators"));
    }

    /** With the signature of an operator's authority under the proposal. */
    public ConsortiumFile signed(Authority authority) {
        Consortium next = proposal.orElseThrow(() -> new CertsException("there is nothing to sign: version "
                + inForce().newest().version() + " of the list is in force, and no next one is proposed"));
        OperatorId operator = authority.certificate().operator();
        Operator signer = voters().stream()
                .filter(voter -> voter.id().equals(operator))
                .findFirst()
                .orElseThrow(() -> new CertsException(
                        "operator " + operator + " has no say in version " + next.version() + " of the list"));
        if (!signer.authorities().contains(authority.certificate())) {
            throw new CertsException("this authority of operator " + operator + " is not the one on the list");
        }
        return settled(next.with(operator, authority.sign(next.signed())));
    }

    /** With the signatures that other copies of this file have under the same proposal: all of them, though fewer may be enough. */
    public ConsortiumFile with(List<ConsortiumFile> copies) {
        Consortium ours = proposal.orElseThrow(() -> new CertsException("there is nothing to sign"));
        Consortium next = ours;
        for (ConsortiumFile copy : copies) {
            Consortium theirs = copy.proposal()
                    .or(() -> copy.chain().map(ConsortiumChain::newest))
                    .filter(list -> list.digest().equals(ours.digest()))
                    .orElseThrow(() -> new CertsException("the two files do not propose the same list"));
            for (var signature : theirs.signatures().entrySet()) {
                next = next.with(signature.getKey(), signature.getValue());
            }
        }
        return settled(next);
    }

    private ConsortiumFile settled(Consortium next) {
        try {
            ConsortiumChain longer = chain.isPresent() ? chain.get().with(next) : new ConsortiumChain(List.of(next));
            return new ConsortiumFile(Optional.of(longer), Optional.empty());
        } catch (IdentityException e) {
            return new ConsortiumFile(chain, Optional.of(next));
        }
    }

    /** Who has a say in the proposal. */
    public List<Operator> voters() {
        return chain.map(ConsortiumChain::newest)
                .or(() -> proposal)
                .orElseThrow()
                .operators();
    }

    /** How many signatures the proposal needs. */
    public int needed() {
        return chain.isPresent() ? voters().size() / 2 + 1 : voters().size();
    }

    /**
     * Writes the file.
     *
     * @param replace whether what is there may be overwritten
     */
    public void write(Path file, boolean replace) {
        if (!replace && Files.exists(file)) {
            throw new CertsException(file + " is there already; --replace overwrites it");
        }
        StringBuilder text = new StringBuilder(chain.map(ConsortiumChain::text).orElse(""));
        proposal.ifPresent(next -> text.append("# proposed; in force when ")
                .append(needed())
                .append(" of its voters have signed\n")
                .append(ConsortiumChain.text(next)));
        CertificateFiles.publish(file.toAbsolutePath(), text.toString(), "rw-r--r--");
    }
}
