//! The cast loads, and tells the story's numbers.

use domain::answer::Place;
use domain::evening::GuestList;

use crate::both;
use crate::harness::House;

both!(
    the_storys_guest_list_is_full_with_three_waiting,
    |house: House| async move {
        let (list, rows) = house
            .write(|cx| {
                let cast = app::cast::load(cx)?;
                assert_eq!(
                    (cast.networks.len(), cast.groups.len(), cast.people.len()),
                    (2, 3, 66)
                );
                let evening = cast.events["open-evening"];
                let log = store::entries::of_event(cx.tx, evening)?;
                let room = store::answers::room(cx.tx, evening, None)?;
                let queue = store::answers::queue(cx.tx, evening)?;
                Ok((GuestList::of(&log), (room, queue.len())))
            })
            .await;
        let going = list
            .everyone()
            .filter(|(_, standing)| standing.place == Place::Going);
        assert_eq!(
            going.map(|(_, standing)| standing.company + 1).sum::<u32>(),
            60
        );
        let waiting = list
            .everyone()
            .filter(|(_, standing)| standing.place == Place::Waiting)
            .count();
        assert_eq!(
            (rows.0.capacity, rows.0.taken, rows.1, waiting),
            (Some(60), 60, 3, 3)
        );
    }
);
