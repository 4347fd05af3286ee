package dev.aiko.libraries.suspending.cache

import com.github.benmanes.caffeine.cache.AsyncCacheLoader
import com.github.benmanes.caffeine.cache.AsyncLoadingCache
import com.github.benmanes.caffeine.cache.Caffeine
import dev.aiko.Aiko
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task
import dev.aiko.loop.EventLoop
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.maps.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException

private fun EventLoop.cache(load: suspend (String) -> String): AsyncLoadingCache<String, String> =
    Caffeine
        .newBuilder()
        .buildAsync(AsyncCacheLoader { key: String, _ -> task { load(key) } })

/** A Caffeine cache that loads with a suspend function. */
class CaffeineTest :
    StringSpec({
        "a suspend function loads once for everybody, and who leaves its shield leaves it alone" {
            runAiko {
                val delivery = CompletableDeferred<String>()
                val loads = ArrayList<String>()
                val cache = Aiko.runningLoop().cache { key ->
                    loads += key
                    key + delivery.await()
                }
                val leaver = launch(start = UNDISPATCHED) { Aiko.shield(cache.get("tea")).await() }
                val stayer = async(start = UNDISPATCHED) { Aiko.shield(cache.get("tea")).await() }
                yield()
                leaver.cancelAndJoin()
                delivery.complete("!")
                stayer.await() shouldBe "tea!"
                cache.get("tea").await() shouldBe "tea!"
                loads shouldBe listOf("tea")
            }
        }

        "a bare await takes the load with it, to its real end, and out of the cache" {
            runAiko {
                val cleanup = CompletableDeferred<Unit>()
                val trail = ArrayList<String>()
                val cache = Aiko.runningLoop().cache {
                    try {
                        CompletableDeferred<String>().await()
                    } finally {
                        withContext(NonCancellable) { cleanup.await() }
                        trail += "ended"
                    }
                }
                val waiter = launch(start = UNDISPATCHED) {
                    try {
                        cache.get("tea").await()
                    } finally {
                        trail += "the waiter too"
                    }
                }
                repeat(3) { yield() }
                waiter.cancel()
                repeat(3) { yield() }
                trail shouldBe emptyList()
                cleanup.complete(Unit)
                waiter.join()
                trail shouldBe listOf("ended", "the waiter too")
                cache.asMap().shouldBeEmpty()
            }
        }

        "a load that fails throws the same object everywhere, and is not kept" {
            runAiko {
                val cold = IOException("cold")
                val delivery = CompletableDeferred<Unit>()
                val cache = Aiko.runningLoop().cache {
                    delivery.await()
                    throw cold
                }
                val waiters = List(2) {
                    async(start = UNDISPATCHED) {
                        shouldThrow<IOException> { cache.get("tea").await() }
                    }
                }
                delivery.complete(Unit)
                waiters.forEach { it.await() shouldBeSameInstanceAs cold }
                cache.asMap().shouldBeEmpty()
            }
        }
    })
