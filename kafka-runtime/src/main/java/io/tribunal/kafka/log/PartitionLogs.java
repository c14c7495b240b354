package io.tribunal.kafka.log;

import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.schemas.topic.TopicNames;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * The business log and the response log of one partition, as voters and validators read them: in order, and again after
 * a restart.
 */
public final class PartitionLogs implements PartitionLogReader {
    private static final int FETCH_MAX_WAIT_MS = 500;

    private final BusinessPartition business;
    private final PartitionLog responses;

    public PartitionLogs(ClientSettings clients, TopicNames topics, int partition) {
        Map<String, Object> settings = clients.reader(IsolationLevel.READ_COMMITTED, FETCH_MAX_WAIT_MS);
        this.business = new BusinessPartition(clients, topics, partition);
        this.responses = new PartitionLog(settings, new TopicPartition(topics.responseLog(), partition));
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
        responses.seek(offset);
        return responses.next(before - 1).map(LogRecords::response);
    }

    @Override
    public void close() {
        business.close();
        responses.close();
    }
}
