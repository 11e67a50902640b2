package io.bulwark.recursion.file;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.recursion.fold.BundleClaim;
import io.bulwark.recursion.fold.FinalClaim;
import io.bulwark.recursion.fold.FinalProof;
import io.bulwark.recursion.fold.FoldValues;
import io.bulwark.recursion.fold.MembershipPath;
import io.bulwark.riscv.memory.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What shows that a run is in a bundle: the public values of its final proof, and the path from them to the bundle's root. None of it is believed. As a file's
 * content, all u32s, little-endian: the values; the place; the number of siblings, and each of them (9, canonical), from the leaf upwards.
 */
public final class RunMember {
    /** A path longer than any tree of claims. */
    private static final int MAX_SIBLINGS = 32;

    private final int[] values;
    private final MembershipPath path;

    private RunMember(int[] values, MembershipPath path) {
        this.values = values;
        this.path = path;
    }

    /** The members of a bundle of these runs, in their order. */
    public static List<RunMember> of(List<FinalProof> runs) {
        List<MembershipPath> paths = MembershipPath.of(runs);
        List<RunMember> members = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            members.add(new RunMember(runs.get(i).values(), paths.get(i)));
        }
        return members;
    }

    /**
     * Reads what {@link #encode} writes.
     *
     * @throws VerificationException FILE_TRUNCATED, FILE_ENTRY or FILE_END
     */
    public static RunMember decode(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int head = Integer.BYTES * (FoldValues.COUNT + 2);
        demand(content.length >= head, Reason.FILE_TRUNCATED, "at least " + head + " bytes", content.length);
        int[] values = new int[FoldValues.COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getInt();
        }
        int place = in.getInt();
        int count = in.getInt();
        demand(count >= 0 && count <= MAX_SIBLINGS, Reason.FILE_ENTRY, "0 to " + MAX_SIBLINGS + " siblings", count);
        int length = head + Integer.BYTES * Digest.LENGTH * count;
        demand(content.length >= length, Reason.FILE_TRUNCATED, length + " bytes", content.length);
        demand(content.length == length, Reason.FILE_END, length + " bytes", content.length);
        List<Digest> siblings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            siblings.add(digest(in));
        }
        return new RunMember(values, new MembershipPath(place, siblings));
    }

    private static Digest digest(ByteBuffer in) {
        int[] elements = new int[Digest.LENGTH];
        for (int k = 0; k < elements.length; k++) {
            int number = in.getInt();
            demand(
                    KoalaBear.isCanonical(number),
                    Reason.FILE_ENTRY,
                    "a number below " + KoalaBear.P,
                    Integer.toUnsignedString(number));
            elements[k] = KoalaBear.fromCanonical(number);
        }
        return Digest.of(elements);
    }

    /** As the content of a file. */
    public byte[] encode() {
        int words = values.length + 2 + Digest.LENGTH * path.siblings().size();
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * words).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            out.putInt(value);
        }
        out.putInt(path.place()).putInt(path.siblings().size());
        for (Digest sibling : path.siblings()) {
            for (int k = 0; k < Digest.LENGTH; k++) {
                out.putInt(sibling.canonical(k));
            }
        }
        return out.array();
    }

    /** The place among the bundle's runs that it names. */
    public int place() {
        return path.place();
    }

    /**
     * What the run claims, whether or not it is in a bundle.
     *
     * @throws VerificationException PUBLIC_VALUE_NOT_CANONICAL
     */
    public FinalClaim stated() {
        return MembershipPath.stated(values);
    }

    /**
     * What the run claims, once it is known to be in the bundle.
     *
     * @param bundle what a verified bundle proves
     * @throws VerificationException NUMBER_OF_PUBLIC_VALUES, PUBLIC_VALUE_NOT_CANONICAL or BUNDLE_PATH
     */
    public FinalClaim verify(BundleClaim bundle) {
        return path.verify(bundle, values);
    }

    private static void demand(boolean holds, Reason reason, Object expected, Object got) {
        if (!holds) {
            throw new VerificationException(reason, expected, got);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunMember o && Arrays.equals(values, o.values) && path.equals(o.path);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + path.hashCode();
    }
}
