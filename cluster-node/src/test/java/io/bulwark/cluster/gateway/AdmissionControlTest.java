package io.bulwark.cluster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.SubmitterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdmissionControlTest {
    private static final SubmitterId ACME = new SubmitterId("acme");
    private static final SubmitterId OTHER = new SubmitterId("other");

    private final AdmissionControl door = new AdmissionControl(new AdmissionControl.Bounds(3, 1000));

    private static JobId job(int number) {
        return new JobId(Sha256.of(ByteString.copyFromUtf8("job " + number).toByteArray()));
    }

    private String answer(SubmitterId submitter, int openJobs, long openBytes, int job, long bytes) {
        return switch (door.admit(new Client(submitter, openJobs, openBytes), job(job), bytes)) {
            case AdmissionControl.Answer.Admitted admitted -> "admitted";
            case AdmissionControl.Answer.Known known -> "known";
            case AdmissionControl.Answer.Refused refused -> refused.why();
        };
    }

    @Test
    void boundsEachSubmittersJobsAndBytesAndThoseOfAll() {
        assertThat(answer(ACME, 2, 500, 1, 400)).isEqualTo("admitted");
        assertThat(answer(ACME, 2, 500, 1, 400)).as("the same job counts once").isEqualTo("known");
        assertThat(answer(ACME, 2, 500, 2, 101)).contains("the open jobs of acme have 400 bytes");
        assertThat(answer(ACME, 2, 500, 2, 100)).isEqualTo("admitted");
        assertThat(answer(ACME, 2, 500, 3, 0)).isEqualTo("2 jobs of acme are open, as many as may be");
        assertThat(answer(OTHER, 9, 9999, 3, 501)).contains("all open jobs have 500 bytes", "than the gateway takes");
        assertThat(answer(OTHER, 9, 9999, 3, 500)).isEqualTo("admitted");
        assertThat(answer(OTHER, 9, 9999, 4, 0)).isEqualTo("3 jobs are open, as many as the gateway takes");
        door.ended(job(1));
        assertThat(answer(OTHER, 9, 9999, 4, 400)).isEqualTo("admitted");
        door.ended(job(1));
        assertThat(door.openJobs()).as("ended twice is ended once").isEqualTo(3);
    }

    @Test
    void anHonestTallyOfWhatIsOpenWhateverTheOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AdmissionControl wide = new AdmissionControl(new AdmissionControl.Bounds(20, 10_000));
        List<Integer> open = new ArrayList<>();
        long[] bytes = new long[200];
        for (int i = 0; i < 2000; i++) {
            int number = random.nextInt(bytes.length);
            if (random.nextBoolean()) {
                wide.ended(job(number));
                open.remove(Integer.valueOf(number));
            } else if (!open.contains(number)) {
                long size = random.nextInt(1000);
                Client client = new Client(random.nextBoolean() ? ACME : OTHER, 12, 6000);
                if (wide.admit(client, job(number), size) instanceof AdmissionControl.Answer.Admitted) {
                    open.add(number);
                    bytes[number] = size;
                }
            }
            assertThat(wide.openJobs())
                    .as("seed %d", seed)
                    .isEqualTo(open.size())
                    .isLessThanOrEqualTo(20);
            assertThat(open.stream().mapToLong(n -> bytes[n]).sum())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(10_000);
        }
    }

    @Test
    void aBucketGivesWhatFlowsInAndSaysWhenThereIsMore() {
        long second = 1_000_000_000L;
        TokenBucket bucket = new TokenBucket(10, 2, 0);
        assertThat(bucket.take(10, 0)).isZero();
        assertThat(bucket.take(1, 0)).isEqualTo(1);
        assertThat(bucket.take(5, second))
                .as("three are missing, two come each second")
                .isEqualTo(2);
        assertThat(bucket.take(2, second)).isZero();
        assertThat(bucket.take(10, 100 * second)).as("never more than it holds").isZero();
        assertThat(bucket.take(1, 50 * second))
                .as("a clock that went back gives nothing")
                .isEqualTo(1);
    }
}
