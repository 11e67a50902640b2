package io.bulwark.cluster.cli;

import io.bulwark.air.Layout;
import io.bulwark.air.ProofPart;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.recursion.file.FoldedFile;
import io.bulwark.recursion.file.ProofKind;
import io.bulwark.recursion.file.RootFile;
import io.bulwark.recursion.file.RunMember;
import io.bulwark.recursion.fold.BundleClaim;
import io.bulwark.recursion.fold.BundleProof;
import io.bulwark.recursion.fold.CircuitKind;
import io.bulwark.recursion.fold.FinalClaim;
import io.bulwark.recursion.fold.FinalProof;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.riscv.segment.SegmentClaim;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What files of folded proofs say of themselves, none of it verified: statement, circuit, parameters, sizes by part. */
record FoldedFacts(FoldIdentities identities) {
    /**
     * The facts of a file.
     *
     * @throws io.bulwark.backend.VerificationException if it cannot be taken apart
     */
    Map<String, Object> of(ProofKind kind, byte[] file) {
        byte[] content = FoldedFile.content(kind, identities, file);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", kind.name().toLowerCase(Locale.ROOT));
        facts.put("bytes", file.length);
        switch (kind) {
            case SEGMENTS -> throw new IllegalArgumentException("expected a folded proof, got segments");
            case ROOT -> {
                RootFile root = RootFile.decode(content, identities);
                claim(root.proof().stated(), facts);
                facts.put("input_digest", root.header().input().digest().toString());
                circuit(root.proof().circuit(), facts);
            }
            case FINAL -> {
                FinalProof proof = FinalProof.decode(content, identities);
                claim(proof.stated(), facts);
                circuit(proof.circuit(), facts);
            }
            case BUNDLE -> {
                BundleProof proof = BundleProof.decode(content, identities);
                BundleClaim claim = proof.stated();
                facts.put("runs", claim.runs());
                facts.put("claims_root", claim.root().toString());
                circuit(proof.circuit(), facts);
            }
            case MEMBER -> {
                RunMember member = RunMember.decode(content);
                facts.put("place", member.place());
                claim(member.stated(), facts);
            }
        }
        return facts;
    }

    private static void claim(FinalClaim claim, Map<String, Object> facts) {
        facts.put("program", claim.program().toString());
        facts.put("input_digest", claim.input().toString());
        facts.put("exit_code", claim.exitCode());
        facts.put("output_digest", claim.output().toString());
        facts.put("cycles", Long.toUnsignedString(claim.cycles()));
    }

    private static void claim(SegmentClaim claim, Map<String, Object> facts) {
        facts.put("program", claim.program().toString());
        facts.put("start_pc", "0x%08x".formatted(claim.start().pc() << 2));
        facts.put("halted", claim.halted());
        facts.put("exit_code", claim.exitCode());
        facts.put("output_digest", claim.digest().toString());
        facts.put("cycles", Long.toUnsignedString(claim.cycles()));
    }

    private void circuit(int index, Map<String, Object> facts) {
        CircuitKind kind = CircuitKind.of(index);
        int shape = identities.all().get(index).shape();
        SecurityParameters p = identities.system().parameters().of(kind);
        Layout layout = identities.system().layout(kind, shape);
        facts.put("circuit", identities.system().circuits().get(index) + " (" + index + ")");
        facts.put("shape", identities.system().recursion().shapes().get(shape).name());
        facts.put("set", identities.system().parameters().set());
        facts.put("rate", "1/" + (1 << p.logBlowup()));
        facts.put("queries", p.queries());
        facts.put("work_bits", p.workBits());
        facts.put("parts", parts(layout));
    }

    /** Bytes of each part of the proof, by its name. */
    private static Map<String, Object> parts(Layout layout) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (Map.Entry<ProofPart, Long> part : layout.proofParts().entrySet()) {
            parts.put(part.getKey().word(), part.getValue() * Integer.BYTES);
        }
        return parts;
    }
}
