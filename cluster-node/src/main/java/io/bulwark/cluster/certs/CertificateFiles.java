package io.bulwark.cluster.certs;

import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.identity.CaCertificate;
import io.bulwark.protocol.identity.IdentityException;
import io.bulwark.protocol.identity.NodeCertificate;
import io.bulwark.protocol.identity.Pem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where certificates and keys lie: {@code ca.pem} and {@code ca.key} in an authority's directory, {@code node.pem} and {@code node.key} in a node's. Keys
 * are for their owner's eyes only (0600), and nothing that is there is ever overwritten unless asked to.
 */
public final class CertificateFiles {
    /** The file of the list of operators, beside a node's certificate. */
    public static final String CONSORTIUM = "consortium.txt";

    private static final String AUTHORITY = "ca";
    private static final String NODE = "node";
    private static final String JURISDICTIONS = "jurisdictions ";
    private static final long LARGEST = 64 * 1024;

    private CertificateFiles() {}

    /**
     * Writes an authority.
     *
     * @param replace whether what is there may be overwritten
     */
    public static void write(
            Authority authority, Collection<Jurisdiction> jurisdictions, Path directory, boolean replace) {
        String head = "operator " + authority.certificate().operator() + "\n" + JURISDICTIONS
                + jurisdictions.stream().map(Jurisdiction::code).collect(Collectors.joining(" ")) + "\n";
        write(directory, AUTHORITY, head, authority.certificate().der(), authority.key(), replace);
    }

    /** The jurisdictions that an authority's file asks for its operator; which it gets, the list says. */
    public static NavigableSet<Jurisdiction> jurisdictions(Path file) {
        NavigableSet<Jurisdiction> wanted = new TreeSet<>();
        read(place(file, AUTHORITY))
                .lines()
                .filter(line -> line.startsWith(JURISDICTIONS))
                .flatMap(line ->
                        Arrays.stream(line.substring(JURISDICTIONS.length()).split(" ", -1)))
                .map(Jurisdiction::new)
                .forEach(wanted::add);
        return wanted;
    }

    private static Path place(Path file, String name) {
        return Files.isDirectory(file) ? certificateFile(file, name) : file;
    }

    /**
     * Writes a node's identity.
     *
     * @param replace whether what is there may be overwritten
     */
    public static void write(NodeIdentity identity, Path directory, boolean replace) {
        write(directory, NODE, "", identity.certificate().toByteArray(), identity.key(), replace);
    }

    /** The authority in a directory; {@link CertsException} if there is none that can be used. */
    public static Authority authority(Path directory) {
        CaCertificate certificate = authorityCertificate(certificateFile(directory, AUTHORITY));
        PrivateKey key = key(directory, AUTHORITY);
        if (!Keys.match(key, certificate.key())) {
            throw new CertsException("the key in " + directory + " is not that of the certificate beside it");
        }
        return new Authority(certificate, key);
    }

    /** The certificate of an authority in a file, or in a directory. */
    public static CaCertificate authorityCertificate(Path file) {
        Path place = place(file, AUTHORITY);
        try {
            return CaCertificate.parse(Pem.parse(read(place), Pem.CERTIFICATE));
        } catch (IdentityException e) {
            throw new CertsException(place + ": " + e.getMessage(), e);
        }
    }

    /** The node's identity in a directory; {@link CertsException} if there is none that can be used. */
    public static NodeIdentity node(Path directory) {
        Path place = certificateFile(directory, NODE);
        NodeCertificate certificate;
        try {
            certificate = NodeCertificate.parse(Pem.parse(read(place), Pem.CERTIFICATE));
        } catch (IdentityException e) {
            throw new CertsException(place + ": " + e.getMessage(), e);
        }
        PrivateKey key = key(directory, NODE);
        if (!Keys.match(key, certificate.key())) {
            throw new CertsException("the key in " + directory + " is not that of the certificate beside it");
        }
        return new NodeIdentity(certificate, key);
    }

    /** The files of a node's identity in a directory. */
    public static List<Path> nodeFiles(Path directory) {
        return List.of(certificateFile(directory, NODE), keyFile(directory, NODE));
    }

    /** A file's text; {@link CertsException} if it cannot be read or is too large to be what it should be. */
    public static String read(Path file) {
        return read(file, LARGEST);
    }

    /** A file's text of at most so many bytes. */
    public static String read(Path file, long largest) {
        try {
            if (Files.size(file) > largest) {
                throw new CertsException(file + " has more than " + largest + " bytes");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CertsException(file + " is not there", e);
        } catch (IOException e) {
            throw new CertsException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Publishes a text at once and for good: a reader sees the old one or the new one. */
    public static void publish(Path file, String text, String permissions) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            Files.writeString(next, text, StandardOpenOption.SYNC);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CertsException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void write(
            Path directory, String name, String head, byte[] certificate, PrivateKey key, boolean replace) {
        Path certificateFile = certificateFile(directory, name);
        Path keyFile = keyFile(directory, name);
        try {
            Files.createDirectories(directory);
            for (Path file : new Path[] {certificateFile, keyFile}) {
                if (!replace && Files.exists(file)) {
                    throw new FileAlreadyExistsException(file.toString());
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new CertsException(e.getMessage() + " is there already; --replace overwrites it", e);
        } catch (IOException e) {
            throw new CertsException(directory + " cannot be made: " + e.getMessage(), e);
        }
        publish(keyFile, Pem.text(Pem.PRIVATE_KEY, key.getEncoded()), "rw-------");
        publish(certificateFile, head + Pem.text(Pem.CERTIFICATE, certificate), "rw-r--r--");
    }

    private static PrivateKey key(Path directory, String name) {
        Path file = keyFile(directory, name);
        try {
            return Keys.read(Pem.parse(read(file), Pem.PRIVATE_KEY));
        } catch (IdentityException e) {
            throw new CertsException(file + ": " + e.getMessage(), e);
        }
    }

    private static Path certificateFile(Path directory, String name) {
        return directory.resolve(name + ".pem");
    }

    private static Path keyFile(Path directory, String name) {
        return directory.resolve(name + ".key");
    }
}
