package io.bulwark.protocol.identity;

import static io.bulwark.protocol.identity.IdentityException.Reason.MALFORMED_LIST;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.OperatorId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A list as text, one fact a line. What comes before the signatures is exactly what is signed:
 *
 * <pre>
 * bulwark consortium 1
 * version 2
 * previous 4be0...              (64 hexadecimal digits)
 * operator alpine CH LI
 * authority MIIB...             (one line of Base64 for each authority of the operator above)
 * expelled gamma
 * signature alpine kJ1f...      (Base64)
 * </pre>
 */
final class ConsortiumText {
    /** Names what is signed, so that no signature of anything else can pass for one of a list. */
    static final String TITLE = "bulwark consortium 1";

    /** Lines of the longest list. */
    private static final int LINES = 3 + Consortium.OPERATORS * (2 + Operator.AUTHORITIES) + Consortium.EXPELLED;

    private final Iterator<String> lines;
    private String[] words = {};

    private ConsortiumText(List<String> lines) {
        this.lines = lines.iterator();
        advance();
    }

    static String body(Consortium list) {
        StringBuilder text = new StringBuilder(TITLE + "\n");
        text.append("version ").append(list.version()).append('\n');
        text.append("previous ")
                .append(HexFormat.of().formatHex(list.previous().toByteArray()))
                .append('\n');
        for (Operator operator : list.operators()) {
            text.append("operator ").append(operator.id()).append(' ');
            text.append(operator.jurisdictions().stream()
                    .map(Jurisdiction::toString)
                    .collect(Collectors.joining(" ")));
            text.append('\n');
            for (CaCertificate authority : operator.authorities()) {
                text.append("authority ")
                        .append(Base64.getEncoder().encodeToString(authority.der()))
                        .append('\n');
            }
        }
        list.expelled().forEach(out -> text.append("expelled ").append(out).append('\n'));
        return text.toString();
    }

    static String write(Consortium list) {
        StringBuilder text = new StringBuilder(body(list));
        list.signatures()
                .forEach((who, signature) -> text.append("signature ")
                        .append(who)
                        .append(' ')
                        .append(Base64.getEncoder().encodeToString(signature.toByteArray()))
                        .append('\n'));
        return text.toString();
    }

    /**
     * Reads one list.
     *
     * @throws IdentityException unless the lines are one, each fact where {@link #write} puts it
     */
    static Consortium read(List<String> lines) {
        IdentityException.require(
                lines.size() <= LINES, MALFORMED_LIST, "a list of operators has at most " + LINES + " lines");
        ConsortiumText reading = new ConsortiumText(lines);
        Consortium list;
        try {
            list = reading.list();
        } catch (IllegalArgumentException | MalformedMessageException e) {
            throw reading.malformed(e.getMessage());
        }
        // One text for one list: nothing can hide in an order or a repetition.
        IdentityException.require(
                list.version() > 0 && write(list).equals(String.join("\n", lines) + "\n"),
                MALFORMED_LIST,
                "version " + list.version() + " of the list of operators is not written in its one form");
        return list;
    }

    private Consortium list() {
        IdentityException.require(
                String.join(" ", words).equals(TITLE),
                MALFORMED_LIST,
                "expected a list of operators, which begins with \"" + TITLE + '"');
        advance();
        int version = Integer.parseInt(fact("version"));
        ByteString previous = ByteString.copyFrom(HexFormat.of().parseHex(fact("previous")));
        List<Operator> operators = new ArrayList<>();
        while (at("operator")) {
            operators.add(operator());
        }
        NavigableSet<OperatorId> expelled = new TreeSet<>();
        while (at("expelled")) {
            expelled.add(new OperatorId(fact("expelled")));
        }
        NavigableMap<OperatorId, ByteString> signatures = new TreeMap<>();
        while (at("signature")) {
            require(words.length == 3, "an operator and a signature");
            signatures.put(new OperatorId(words[1]), bytes(words[2]));
            advance();
        }
        require(words.length == 0, "no further line");
        return new Consortium(version, previous, operators, expelled, signatures);
    }

    private Operator operator() {
        require(words.length >= 2, "an operator");
        OperatorId id = new OperatorId(words[1]);
        NavigableSet<Jurisdiction> jurisdictions = new TreeSet<>();
        Arrays.stream(words).skip(2).map(Jurisdiction::new).forEach(jurisdictions::add);
        advance();
        List<CaCertificate> authorities = new ArrayList<>();
        while (at("authority")) {
            authorities.add(CaCertificate.parse(bytes(fact("authority")).toByteArray()));
        }
        return new Operator(id, jurisdictions, authorities);
    }

    private boolean at(String name) {
        return words.length > 0 && words[0].equals(name);
    }

    /** The one word of the line of that name. */
    private String fact(String name) {
        require(words.length == 2 && words[0].equals(name), "\"" + name + "\" and one word");
        String word = words[1];
        advance();
        return word;
    }

    private static ByteString bytes(String base64) {
        return ByteString.copyFrom(Base64.getDecoder().decode(base64));
    }

    private void advance() {
        words = lines.hasNext() ? lines.next().split(" ", -1) : new String[0];
    }

    private void require(boolean holds, String expected) {
        if (!holds) {
            throw malformed("expected " + expected);
        }
    }

    private IdentityException malformed(String why) {
        String line = String.join(" ", words);
        String shown = line.length() <= 60 ? line : line.substring(0, 60) + "...";
        return new IdentityException(MALFORMED_LIST, "in a list of operators, at the line \"" + shown + "\": " + why);
    }
}
