package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What each region knows of the job, and tells the others: at some time, once, several times or never. */
final class JobNews {
    private final Random random;
    private final String where;
    private final List<JobRecord> records = new ArrayList<>();
    private final List<JobRecord> told = new ArrayList<>();
    private final List<Standing> before = new ArrayList<>();

    JobNews(JobHeader header, int regions, Random random, String where) {
        this.random = random;
        this.where = where;
        for (int region = 0; region < regions; region++) {
            records.add(JobRecord.accepted(header));
            before.add(new Standing.Open());
        }
    }

    List<JobRecord> records() {
        return records;
    }

    void know(int region, JobRecord record) {
        records.set(region, record);
    }

    void tell(int region) {
        told.add(records.get(region));
    }

    void hear(int region) {
        if (!told.isEmpty()) {
            JobRecord news = told.get(random.nextInt(told.size()));
            if (random.nextBoolean()) {
                told.remove(news);
            }
            know(region, records.get(region).merge(news));
        }
    }

    /** All regions have told each other all they know. */
    JobRecord heal() {
        JobRecord all = records.stream().reduce(JobRecord::merge).orElseThrow();
        JobRecord reversed =
                records.reversed().stream().reduce(JobRecord::merge).orElseThrow();
        assertThat(all).as(where).isEqualTo(reversed).isEqualTo(all.merge(reversed));
        records.replaceAll(any -> all);
        return all;
    }

    /** I3: no region's record ever goes down, and none that succeeded is anything else afterwards. */
    void neverGoesBack() {
        for (int region = 0; region < records.size(); region++) {
            Standing standing = records.get(region).standing();
            int height = before.set(region, standing).height();
            assertThat(standing.height()).as(where).isGreaterThanOrEqualTo(height);
        }
    }
}
