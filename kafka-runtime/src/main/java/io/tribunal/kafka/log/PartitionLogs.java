package io.tribunal.kafka.log;

import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.schemas.topic.TopicNames;
import java.util.Optional;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The business log and the response log of one partition, as voters and validators read them: the business log in order,
 * with a consumer that all partitions share, and the response log again after a restart or for a deferred response.
 */
public final class PartitionLogs implements PartitionLogReader {
    private static final int FETCH_MAX_WAIT_MS = 500;

    private final BusinessPartition business;
    private final ClientSettings clients;
    private final TopicPartition responseLog;
    private @Nullable PartitionLog responses;

    public PartitionLogs(BusinessLogs business, ClientSettings clients, TopicNames topics, int partition) {
        this.business = business.open(partition);
        this.clients = clients;
        this.responseLog = new TopicPartition(topics.responseLog(), partition);
    }

    @Override
    public Optional<BusinessRecord> next(long through) {
        return business.next(through);
    }

    @Override
    public void continueBusinessAfter(long offset) {
        business.continueAfter(offset);
    }

    @Override
    public BusinessRecord business(long offset) {
        return business.at(offset);
    }

    @Override
    public Optional<ResponseRecord> first(long offset, long before) {
        PartitionLog log = responses();
        log.seek(offset);
        return log.next(before - 1).map(LogRecords::response);
    }

    /** Opens it when it is first asked for, which is rare. */
    private PartitionLog responses() {
        PartitionLog opened = responses;
        if (opened == null) {
            opened = new PartitionLog(clients.reader(IsolationLevel.READ_COMMITTED, FETCH_MAX_WAIT_MS), responseLog);
            responses = opened;
        }
        return opened;
    }

    @Override
    public void close() {
        business.close();
        if (responses != null) {
            responses.close();
        }
    }
}
