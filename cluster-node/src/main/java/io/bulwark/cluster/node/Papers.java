package io.bulwark.cluster.node;

import io.bulwark.protocol.Member;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who a node says that it is.
 *
 * @param certificates the directory of its certificate and key; none: it runs without, on the loopback interface only
 * @param list the file of the list of operators; of no meaning without certificates
 * @param member what the certificate says, or without one what the settings say
 */
public record Papers(Optional<Path> certificates, Path list, Member member) {
    static Papers none(Member member) {
        return new Papers(Optional.empty(), Path.of(""), member);
    }
}
