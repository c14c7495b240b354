package io.tribunal.simulation;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.LogArchive;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One partition's two logs: appended as bytes, read as decoded records. */
public final class SimulatedLogs implements LogArchive {
    private final int partition;
    private final List<SimulatedValue> businessValues = new ArrayList<>();
    private final List<SimulatedValue> responseValues = new ArrayList<>();
    private final List<BusinessRecord> business = new ArrayList<>();
    private final List<ResponseRecord> responses = new ArrayList<>();

    public SimulatedLogs(int partition) {
        this.partition = partition;
    }

    /** Appends a record and returns its offset. */
    public long appendBusiness(long time, byte[] value) {
        businessValues.add(new SimulatedValue(time, Bytes.wrap(value)));
        business.add(BusinessCodec.decode(new LogPosition(partition, business.size()), time, true, value));
        return business.size() - 1L;
    }

    /** Appends a record and returns its offset. */
    public long appendResponse(long time, byte[] value) {
        responseValues.add(new SimulatedValue(time, Bytes.wrap(value)));
        responses.add(ResponseCodec.decode(new LogPosition(partition, responses.size()), time, true, value));
        return responses.size() - 1L;
    }

    public int partition() {
        return partition;
    }

    public int businessSize() {
        return business.size();
    }

    public int responseSize() {
        return responses.size();
    }

    public List<SimulatedValue> businessValues() {
        return List.copyOf(businessValues);
    }

    public List<SimulatedValue> responseValues() {
        return List.copyOf(responseValues);
    }

    @Override
    public BusinessRecord business(long offset) {
        return business.get(Math.toIntExact(offset));
    }

    ResponseRecord response(long offset) {
        return responses.get(Math.toIntExact(offset));
    }

    @Override
    public Optional<ResponseRecord> first(long offset, long before) {
        return offset < before ? Optional.of(response(offset)) : Optional.empty();
    }
}
