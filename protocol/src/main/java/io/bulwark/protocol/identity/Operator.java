package io.bulwark.protocol.identity;

import static io.bulwark.protocol.identity.IdentityException.Reason.MALFORMED_LIST;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.OperatorId;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * An operator on the list.
 *
 * @param jurisdictions those in which it may run nodes
 * @param authorities who issues its nodes' certificates; two while the one follows the other
 */
public record Operator(OperatorId id, NavigableSet<Jurisdiction> jurisdictions, List<CaCertificate> authorities) {
    /** Jurisdictions of one operator. */
    public static final int JURISDICTIONS = 16;
    /** Authorities of one operator. */
    public static final int AUTHORITIES = 2;

    /** @throws IdentityException if there are too many or too few of something, or an authority is another operator's */
    public Operator {
        jurisdictions = new TreeSet<>(jurisdictions);
        authorities = List.copyOf(authorities);
        require(
                !jurisdictions.isEmpty() && jurisdictions.size() <= JURISDICTIONS,
                "operator " + id + " needs 1 to " + JURISDICTIONS + " jurisdictions, got " + jurisdictions.size());
        require(
                !authorities.isEmpty() && authorities.size() <= AUTHORITIES,
                "operator " + id + " needs 1 to " + AUTHORITIES + " authorities, got " + authorities.size());
        for (CaCertificate authority : authorities) {
            require(
                    authority.operator().equals(id),
                    "operator " + id + " has an authority whose certificate is of operator " + authority.operator());
        }
    }

    /** An operator with one authority. */
    public static Operator of(CaCertificate authority, Collection<Jurisdiction> jurisdictions) {
        return new Operator(authority.operator(), new TreeSet<>(jurisdictions), List.of(authority));
    }

    boolean hasSigned(byte[] bytes, ByteString signature) {
        return authorities.stream().anyMatch(authority -> authority.hasSigned(bytes, signature));
    }

    private static void require(boolean holds, String message) {
        IdentityException.require(holds, MALFORMED_LIST, message);
    }
}
