import threading

lock = threading.Lock()
print(lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(timeout=0.001))
lock.release()
with lock:
    print(lock.locked())
try:
    lock.release()
except RuntimeError as error:
    print(error)
relock = threading.RLock()
with relock, relock:
    print(relock.acquire())
    relock.release()
try:
    relock.release()
except RuntimeError as error:
    print(error)
condition = threading.Condition()
try:
    condition.wait()
except RuntimeError as error:
    print(error)
with condition:
    print(condition.wait(0.001), condition.wait_for(lambda: 3))
    condition.notify_all()
event = threading.Event()
print(event.is_set(), event.wait(0.001))
event.set()
print(event.wait())
semaphore = threading.BoundedSemaphore(2)
with semaphore:
    print(semaphore.acquire(), semaphore.acquire(False))
    semaphore.release()
try:
    semaphore.release()
except ValueError as error:
    print(error)
data = threading.local()
data.x = 1
print(data.x, data.__dict__, hasattr(data, "y"))
main = threading.current_thread()
print(main is threading.main_thread(), main.name, main.is_alive(), main.daemon, threading.enumerate() == [main],
      threading.active_count(), main.ident == threading.get_ident())
thread = threading.Thread(target=print, args=("run", 1), kwargs={"end": ".\n"}, name="worker", daemon=True)
print(thread, thread.is_alive(), thread.ident)
thread.run()
try:
    thread.join()
except RuntimeError as error:
    print(error)
try:
    main.join()
except RuntimeError as error:
    print(error)
print(threading.Thread(target=len).name, threading.Thread().name)
barrier = threading.Barrier(1, action=lambda: print("all here"))
print(barrier.wait(), barrier.parties, barrier.broken)
