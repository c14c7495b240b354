package io.tribunal.core.ballot;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.Response;

/**
 * What a ballot keeps of a response for as long as it is open: hashes alone, of bounded size.
 *
 * @param responseHash SHA-256 of the response's bytes
 * @param requestHash as the response names it
 * @param preState 32 bytes, empty for a stateless service
 * @param postState the same after
 * @param stateRoot 32 bytes where one was sent, else empty
 */
record ResponseDigests(Hash responseHash, Hash requestHash, Bytes preState, Bytes postState, Bytes stateRoot) {
    static ResponseDigests of(LoggedResponse logged) {
        Response response = logged.response();
        return new ResponseDigests(
                logged.responseHash(),
                response.requestHash(),
                response.preState(),
                response.postState(),
                response.stateRoot());
    }
}
