import io.bulwark.backend.VerificationException;
import io.bulwark.verifier.AcceptedRun;
import io.bulwark.verifier.ExpectedRun;
import io.bulwark.verifier.ProofVerifier;
import java.nio.file.Files;
import java.nio.file.Path;

public class CheckProof {
    public static void main(String[] args) throws Exception {
        byte[] proof = Files.readAllBytes(Path.of(args[0]));
        ExpectedRun expected = ExpectedRun.of(args[1]).withOutput(Files.readAllBytes(Path.of(args[2])));
        try {
            AcceptedRun run = ProofVerifier.standard().verify(proof, expected);
            System.out.println("accepted after " + run.cycles() + " cycles, input " + run.input());
        } catch (VerificationException refused) {
            System.out.println("refused: " + refused.getMessage());
        }
    }
}
